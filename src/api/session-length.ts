import { limits } from '../contract/limits';
import type { Caller, SessionLength } from '../store';
import type { ApiDeps } from './deps';
import { modelChoiceOf } from './research';
import type { Routed } from './route';

/** How much there is to be read of the session that a submission names; undefined where it names none. */
export async function sessionLength(
  { store }: Pick<ApiDeps, 'store'>,
  { tenant }: Caller,
  { sessionId }: Routed,
): Promise<SessionLength | undefined> {
  if (sessionId === undefined) return undefined;
  return store.sessionMemory.length({ tenant, sessionId }, limits.historyMessages.most);
}

/**
 * A submission that says whether its session may be too long for the models: what then does not fit is summed up before
 * it is answered. A client that wants fewer messages than is usual gets the newest, and pays for no summary.
 */
export async function withSession(
  { promptRoom }: Pick<ApiDeps, 'promptRoom'>,
  submission: Routed,
  length: SessionLength | undefined,
): Promise<Routed> {
  const { settings } = submission;
  const isEmpty = !length || (length.turns === 0 && !length.hasSummary);
  if (isEmpty || settings.historyMessages < limits.historyMessages.fallback) return submission;
  const brought = settings.conversation.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  const isLong =
    length.hasSummary ||
    length.turns * 2 + settings.conversation.length > settings.historyMessages ||
    // A token has a byte at least: what is shorter than that fits without being counted.
    length.bytes + brought > (await promptRoom(modelChoiceOf(settings))) * limits.innerHistoryShare;
  return isLong ? { ...submission, settings: { ...settings, hasLongSession: true } } : submission;
}
