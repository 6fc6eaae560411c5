import { askedOf, value } from '../support/brain';
import { openCorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import type { ModelCall } from '../support/model-server';
import {
  asks,
  covers,
  invents,
  judges,
  passagesIn,
  passageWith,
  researcher,
} from '../support/research-brain';
import { Recorder } from './recorder';

/** Records research in every way in which it can go, for `replay.test.ts`; run by `npm run histories`. */
const web = openCorpusWeb(ferryPages);
const recorder = new Recorder({ tools: web.tools, pages: web.pages });
afterAll(() => web.close());

type Rules = Parameters<typeof researcher>[0];
const query = 'What is the harbour ferry of Vessby, and what does a ticket cost?';
const run = (rules: Rules = {}, more: object = {}) => {
  recorder.house.model.answer(researcher(rules));
  return recorder.house.submit({ query, force_research: true, ...more });
};
const held = { pieces: ['some ', 'text'], holdAfter: 1 };
const refused = { error: { status: 400, body: { error: { message: 'no' } } } };
const narrow = value({ questions: [asks('a', ['d1', 'd2', 'd3'], 'passengers summer')] });
const gap = (...queries: string[]) => covers(['yes', 'no', 'yes'], asks('x', ['d2'], ...queries));
const costly = (answer: object) => ({ ...answer, usage: { input: 100, output: 5_000 } });

recorder.record('research-completed', () => run());
recorder.record('research-quick', () => run({}, { research_strategy: 'quick' }));
recorder.record('research-facts', () => run({}, { enable_fact_extraction: true }));
recorder.record('research-facts-failed', () => run({ facts: refused }, { enable_fact_extraction: true }));
recorder.record('research-one-at-a-time', () => run({}, { max_concurrent_agents: 1 }));
recorder.record('research-gap-filled', () => {
  const answers = [gap('monthly ticket price')];
  const cover = () => answers.shift() ?? covers(['yes', 'yes', 'yes']);
  return run({ research_plan: narrow, cover }, { max_iterations: 3 });
});
recorder.record('research-saturated', () =>
  run({ research_plan: narrow, cover: gap('summer') }, { max_iterations: 3 }),
);
recorder.record('research-evidence-not-judged', () => run({ cover: { text: 'Plenty.' } }));
recorder.record('research-sub-question-failed', () =>
  run({
    research_plan: value({
      questions: [asks('a', ['d1', 'd2', 'd3'], 'harbour ferry'), asks('b', ['d2'], 'xylophone quartz')],
    }),
  }),
);
recorder.record('research-by-rules', () =>
  run({ understand: { text: 'No.' }, research_plan: { text: 'No.' }, report: { text: 'No source here.' } }),
);
recorder.record('research-mended', () => {
  const report = (call: ModelCall) => ({
    text: `A single ticket of the ferry costs 7 crowns from March 2024 [${passagesIn(call)[0] ?? ''}].`,
  });
  const mend = (call: ModelCall) => {
    const holding =
      /\[(p\d+)\][^[]*A single ticket of the ferry costs 4 crowns/.exec(askedOf(call))?.[1] ?? '';
    const text = `A single ticket of the ferry costs 4 crowns from March 2024 [${holding}].`;
    return value({ sentences: [{ claim: 1, text }] });
  };
  return run({ report, judge_claims: judges('undecided'), mend });
});
recorder.record('research-mend-failed', () =>
  run({ report: invents, judge_claims: judges('undecided'), mend: refused }),
);
recorder.record('research-not-judged', () => run({ report: invents, judge_claims: refused }));
recorder.record('research-recited', () => {
  const report = (call: ModelCall) => ({
    text: `A single ticket of the ferry costs 4 crowns from March 2024 [${passageWith(call, '400 passengers')}].`,
  });
  return run({ report });
});
recorder.record('research-retried', () => {
  let count = 0;
  const busy = { error: { status: 503, headers: { 'retry-after-ms': '20' } } };
  const cover = covers(['yes', 'yes', 'yes']);
  return run({ cover: () => ((count += 1) === 1 ? busy : cover) });
});
recorder.record('research-no-source', () =>
  run({ research_plan: value({ questions: [asks('a', ['d1', 'd2', 'd3'], 'xylophone quartz')] }) }),
);
recorder.record('research-failed', () => run({ understand: { error: { status: 401 } } }));
recorder.record('research-report-failed', () => run({ report: refused }));
recorder.record('research-budget-exhausted', () => run({}, { budget: { max_tokens: 1 } }));
recorder.record('research-budget-ends', () =>
  run({ cover: costly(covers(['yes', 'yes', 'yes'])) }, { budget: { max_tokens: 5_600 } }),
);
recorder.record('research-budget-paused', () => {
  recorder.house.model.answer(researcher({ cover: costly(covers(['yes', 'yes', 'yes'])) }));
  const budget = { max_tokens: 5_600, on_budget: 'pause' };
  return recorder.raised({ query, force_research: true, budget });
});
recorder.record('research-cancelled', async () => recorder.cancelAt(await run({ understand: held }), 1));
recorder.record('research-cancelled-in-report', async () =>
  recorder.cancelAt(await run({ report: held }), 4),
);
recorder.record('research-timed-out', () => run({ report: held }, { timeout_seconds: 10 }));
