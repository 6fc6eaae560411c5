import type { ResearchRequest } from '../../src/contract/research/settings';
import { ResearchStrategy } from '../../src/contract/research/settings';
import { mostOf, researchSettings } from '../../src/reasoning/research/strategies';
import { askedOf, purposeOf, systemOf, value } from '../support/brain';
import { openEndlessWeb, type EndlessWeb } from '../support/endless-web';
import { Histories } from '../support/history';
import { House } from '../support/house';
import type { Behaviour, ModelCall } from '../support/model-server';
import { asks, covers, judges, passagesIn, researcher, understands } from '../support/research-brain';
import { cachedWorkflows } from '../support/temporal';

let web: EndlessWeb;
let house: House;
let histories: Histories;
beforeAll(async () => {
  web = await openEndlessWeb();
  house = await House.open({ concurrency: 40, tools: web.tools, pages: web.pages });
  histories = await Histories.open();
});
afterAll(async () => {
  await histories.close();
  await house.close();
  await web.close();
});
beforeEach(() => {
  house.model.reset();
  web.forget();
});

const dimensions = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'];
const searchesOf = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}${n}`);

/** A report of so many sentences, each with a passage. */
const long =
  (sentences: number) =>
  (call: ModelCall): Behaviour => {
    const ids = passagesIn(call);
    const lines = Array.from({ length: sentences }, (_, n) => {
      // Rules are never sure of a sentence that begins with a pronoun: a model is asked about each.
      return `It is said that the value of number ${n * 7} is ${n + 3} here. [${ids[n % ids.length] ?? 'p1'}]`;
    });
    return { text: lines.join(' ') };
  };

/** A model that makes the most of every step: no evidence is ever enough, and no claim holds. */
function insatiable({
  questions,
  searches,
  gaps,
}: ReturnType<typeof researchSettings>): ReturnType<typeof researcher> {
  let round = 0;
  return researcher({
    understand: understands('en', ...dimensions.map((id) => `what the value of ${id} is`)),
    research_plan: value({
      questions: Array.from({ length: questions }, (_, n) =>
        asks(`q${n}`, n === 0 ? dimensions : ['d1'], ...searchesOf(`plan${n}value`, searches)),
      ),
    }),
    cover: () => {
      round += 1;
      const wanted = Array.from({ length: gaps }, (_, n) =>
        asks(`g${n}`, ['d2'], ...searchesOf(`round${round}gap${n}value`, searches)),
      );
      return covers(
        dimensions.map(() => 'no' as const),
        ...wanted,
      );
    },
    report: long(30),
    section: long(30),
    opening: long(20),
    judge_claims: judges('contradicted'),
    mend: value({ sentences: [{ claim: 1, text: 'The value is not known. [p1]' }] }),
  });
}

async function runLargest(asked: ResearchRequest, body: object) {
  const settings = researchSettings(asked, 100_000);
  house.model.answer(insatiable(settings));
  const id = await house.submit({ query: 'What are the values?', force_research: true, ...body });
  return { settings, view: await house.ended(id, 120_000), history: await histories.of(id) };
}

test.each(ResearchStrategy.options)(
  '%s takes all the searches and pages that it may, and no more calls or tokens',
  async (strategy) => {
    const { settings, view } = await runLargest({ strategy }, { research_strategy: strategy });
    expect(view.status).toBe('TASK_STATUS_COMPLETED');
    const most = mostOf(settings);
    expect(web.searches).toHaveLength(most.searches);
    // Every page can be read: none takes the place of another.
    const questions = settings.questions + settings.rounds * settings.gaps;
    expect(web.asked).toHaveLength(questions * settings.pages);
    expect(house.model.calls.length).toBeLessThanOrEqual(most.modelCalls);
    expect(house.model.calls.length).toBeGreaterThanOrEqual(most.modelCalls * 0.5);
    const shown = house.model.calls.map((call) => house.models.countTokens(systemOf(call) + askedOf(call)));
    expect(shown.reduce((sum, tokens) => sum + tokens, 0)).toBeLessThan(most.tokens);
    const parts = house.model.calls.filter((call) => ['report', 'section'].includes(purposeOf(call)));
    expect(parts).toHaveLength(settings.sections);
  },
  150_000,
);

// Without a cache each of its hundreds of workflow tasks would replay all before it: minutes that prove nothing more.
(cachedWorkflows() > 0 ? test : test.skip)(
  'the largest research task stays under 2,000 events and 2 MB',
  async () => {
    const asked = { strategy: 'deep', questions: 20, rounds: 50, gaps: 10, facts: true } as const;
    const { view, history } = await runLargest(asked, {
      ...{ research_strategy: 'deep', max_iterations: 50, enable_fact_extraction: true },
      context: { max_steps: 20, gap_filling_max_gaps: 10 },
    });
    expect(view.status).toBe('TASK_STATUS_COMPLETED');
    process.stdout.write(`largest research task: ${history.events} events, ${history.bytes} bytes\n`);
    expect(history.events).toBeLessThan(2_000);
    expect(history.events).toBeGreaterThan(1_000);
    expect(history.bytes).toBeLessThan(2 * 1024 * 1024);
  },
  180_000,
);
