import { batchOf, passageFinder, type AskedClaim } from '../../src/activities/research/claim-batches';
import { quoteIn } from '../../src/activities/research/settle-claims';
import type { KeptBatch } from '../../src/activities/research/kept-claims';
import type { PagePassage } from '../../src/activities/research/reading';
import { loadConfig } from '../../src/config';
import { limits } from '../../src/contract/limits';
import { researchTiers } from '../../src/contract/research/prompts';
import { ClaimVerdicts, type PageText } from '../../src/contract/research';
import { valueJsonSchema } from '../../src/contract/values';
import { createModels, type ModelsOptions } from '../../src/providers/models';
import type { Models, ModelTarget } from '../../src/providers/models/port';
import { buildPrompt } from '../../src/reasoning/prompts/build';
import { combineVerdicts, type ModelVerdict } from '../../src/reasoning/research/judge/combine-verdicts';
import { quoteFinder } from '../../src/text/find-quote';
import { passagesOf } from '../../src/text/passages';
import type { EvalRun } from '../section';
import type { EvalTask } from '../task';
import type { Ruled } from './ours';

/** Evidence that is kept with a claim, as in `takeClaims`. */
const mostConsidered = 6;
/** A call that takes longer is given up, and its claims are left to the rules. */
const callMs = 120_000;

/** The model that the environment gives, as the judge of claims that rules are not sure of. */
export interface ModelJudge {
  readonly settle: (
    task: EvalTask,
    byRules: readonly Ruled[],
  ) => Promise<{ readonly ruled: Ruled[]; readonly costUsd: number }>;
}

/**
 * Opens the model of the tier that judges claims in research tasks. It is asked by the same prompt, in batches of the
 * same size, with the same passages, and its quotes are looked up in the same way. Throws where no model is configured.
 */
export function openModel(
  run: Pick<EvalRun, 'say'>,
  config: ModelsOptions['config'] = loadConfig(),
): ModelJudge {
  const models = createModels({ config });
  run.say(models.description);
  return {
    settle: async (task, byRules) => {
      const [target] = await models.targets({ tier: researchTiers.judge_claims });
      if (!target) throw new Error('No model is configured.');
      const asker = { models, target, run };
      const said = new Map<number, ModelVerdict>();
      let costUsd = 0;
      for (const batch of batchesOf(task, byRules)) {
        const asked = await ask(asker, task, batch);
        for (const [id, verdict] of asked.verdicts) said.set(id, verdict);
        costUsd += asked.costUsd;
      }
      const ruled = byRules.map((one, id): Ruled => {
        return { ...one, judged: combineVerdicts(one.statement, one.rules, said.get(id)) };
      });
      return { ruled, costUsd };
    },
  };
}

function batchesOf(task: EvalTask, byRules: readonly Ruled[]): KeptBatch[] {
  const find = passageFinder(task.pages.flatMap(passagesIn));
  const open = byRules.flatMap(({ rules, statement }, id): AskedClaim[] => {
    if (rules.isSure) return [];
    const claim = {
      id,
      text: statement.text,
      start: 0,
      end: 0,
      cites: [],
      language: task.language,
      section: '',
    };
    return [{ claim, evidence: rules.considered.slice(0, mostConsidered) }];
  });
  const size = limits.claimsACall;
  return Array.from({ length: Math.ceil(open.length / size) }, (_, at) =>
    batchOf(open.slice(at * size, (at + 1) * size), find),
  );
}

function passagesIn({ page, text, title }: EvalTask['pages'][number]): PagePassage[] {
  const source = { title, publisher: '', published: null } as PageText;
  return passagesOf(text).map((passage) => ({ ...passage, page, source }));
}

interface Asker {
  readonly models: Models;
  readonly target: ModelTarget;
  readonly run: Pick<EvalRun, 'say'>;
}

async function ask(
  { models, target, run }: Asker,
  { pages }: EvalTask,
  batch: KeptBatch,
): Promise<{ verdicts: (readonly [number, ModelVerdict])[]; costUsd: number }> {
  const texts = [{ label: 'claims and passages', text: batch.text, isForeign: batch.isForeign }];
  const currentDate = new Date().toISOString().slice(0, 10);
  const { system, user } = buildPrompt(
    { name: 'judge_claims' },
    { query: '', currentDate, texts, tools: [] },
  );
  const schema = valueJsonSchema('judge_claims');
  const told = `Answer with JSON and nothing else. It must follow this JSON schema: ${JSON.stringify(schema)}`;
  try {
    const answer = await models.stream(
      target,
      {
        system: `${system}\n\n${told}`,
        messages: [{ role: 'user', content: user }],
        responseFormat: { name: 'judge_claims', schema },
      },
      { signal: AbortSignal.timeout(callMs), onText: () => undefined },
    );
    const { verdicts } = ClaimVerdicts.parse(
      JSON.parse(answer.text.replace(/^\s*```(?:json)?|```\s*$/g, '')),
    );
    const finders = new Map(pages.map(({ page, text }) => [page, quoteFinder(text)]));
    const found = verdicts.flatMap(({ claim: number, verdict, confidence, reason, ...said }) => {
      const claim = batch.claims.find((one) => one.number === number);
      if (!claim) return [];
      const quote = quoteIn(batch, said, finders);
      return [[claim.id, { verdict, confidence, reason, ...(quote && { quote }) }] as const];
    });
    return { verdicts: found, costUsd: answer.price.costUsd };
  } catch (error) {
    run.say(
      `A call came to nothing, its claims are left to the rules: ${error instanceof Error ? error.message : String(error)}`,
    );
    return { verdicts: [], costUsd: 0 };
  }
}
