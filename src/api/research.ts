import { ApiError } from '../contract/errors';
import type { Submission, TaskSettings } from '../contract/submission';
import type { ApiDeps } from './deps';
import type { Routed } from './route';

/** The tools that research takes. */
const researchTools = ['web_search', 'web_fetch'];

/** The model that a client asked for, as far as it did. */
export function modelChoiceOf(settings: TaskSettings): { tier?: string; model?: string; provider?: string } {
  return {
    ...(settings.modelTier && { tier: settings.modelTier }),
    ...(settings.modelOverride && { model: settings.modelOverride }),
    ...(settings.providerOverride && { provider: settings.providerOverride }),
  };
}

/** Whether research can be done as it is asked for. Throws `ApiError` 400 with the reason where it cannot. */
export async function checkResearch(
  { findUnknownTool }: Pick<ApiDeps, 'findUnknownTool'>,
  { mode, settings }: Submission,
): Promise<void> {
  if (mode === 'simple') {
    throw new ApiError(
      'badRequest',
      'force_research does not go with mode "simple", which is one model call without tools: leave mode out',
    );
  }
  if (settings.approval && settings.approval.tools.length > 0) {
    throw new ApiError(
      'badRequest',
      'Research searches and reads by itself, so require_approval takes no tool names there: true asks for approval of the plan',
    );
  }
  const { tools, disabledTools = [] } = settings;
  const lacking = researchTools.find(
    (name) => disabledTools.includes(name) || (tools !== undefined && !tools.includes(name)),
  );
  if (lacking !== undefined) {
    const key = disabledTools.includes(lacking) ? 'disabled_tools forbids it' : 'tools leaves it out';
    throw new ApiError('badRequest', `force_research needs the tool ${lacking}, and context.${key}`);
  }
  const unknown = await findUnknownTool(researchTools);
  if (unknown === undefined) return;
  throw new ApiError(
    'badRequest',
    `force_research needs the tool ${unknown}, which this server does not have: it takes a search provider or a corpus (docs/tools.md)`,
  );
}

/** A submission with what the models that may be asked can read at once, where it is research. */
export async function withPromptRoom(
  { promptRoom }: Pick<ApiDeps, 'promptRoom'>,
  submission: Routed,
): Promise<Routed> {
  const { settings } = submission;
  if (!settings.research) return submission;
  const promptTokens = await promptRoom(modelChoiceOf(settings));
  return { ...submission, settings: { ...settings, research: { ...settings.research, promptTokens } } };
}
