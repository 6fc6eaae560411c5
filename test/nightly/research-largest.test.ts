import { openEndlessWeb, type EndlessWeb } from '../support/endless-web';
import { Histories } from '../support/history';
import { House } from '../support/house';
import { runInsatiable } from '../support/insatiable';
import { expectWithinBounds } from '../support/within-bounds';

const opened: { close(): Promise<void> }[] = [];
let histories: Histories;
beforeAll(async () => {
  histories = await Histories.open();
  opened.push(histories);
});
afterAll(async () => {
  for (const one of opened.reverse()) await one.close();
});

async function openHouse(options?: Parameters<typeof openEndlessWeb>[0]) {
  const web: EndlessWeb = await openEndlessWeb(options);
  opened.push(web);
  const house = await House.open({ concurrency: 40, tools: web.tools, pages: web.pages });
  opened.push(house);
  return { web, house };
}

test.each(['deep', 'academic'] as const)(
  '%s takes all the searches and pages that it may, and no more calls or tokens',
  async (strategy) => {
    const { web, house } = await openHouse();
    const order = { asked: { strategy }, body: { research_strategy: strategy } };
    const { settings, view } = await runInsatiable(house, order);
    expect(view.status).toBe('TASK_STATUS_COMPLETED');
    expectWithinBounds(house, web, settings);
  },
  300_000,
);

const everything = {
  ...{ max_iterations: 50, max_concurrent_agents: 1 },
  ...{ enable_verification: true, enable_fact_extraction: true },
};

/** All that a client may ask for, one sub-question after another: many at once, or one a round. */
const orders = {
  questions: {
    asked: { strategy: 'deep', questions: 20, rounds: 50, gaps: 10, facts: true },
    body: {
      ...{ ...everything, research_strategy: 'deep' },
      context: { max_steps: 20, gap_filling_max_gaps: 10 },
    },
  },
  rounds: {
    asked: { strategy: 'standard', questions: 1, rounds: 50, gaps: 1, facts: true },
    body: {
      ...{ ...everything, research_strategy: 'standard' },
      context: { max_steps: 1, gap_filling_max_gaps: 1 },
    },
  },
} as const;

const verbose = { asksTwice: true, isVerbose: true };

// Of each page that is gone another is asked for, each answer is of no use at first, and hardly two calls end at once.
test.each([
  ['the most events', { gone: 1, pauseMs: 25 }, 'questions', { asksTwice: true }, 1_000, 250],
  ['the most text, of sub-questions', { gone: 1, urlCharacters: 900 }, 'questions', verbose, 900, 500],
  ['the most text, of rounds', { gone: 1, urlCharacters: 900 }, 'rounds', verbose, 600, 500],
] as const)(
  'the largest task stays under 2,000 events and 2 MB: %s',
  async (name, options, order, appetite, leastEvents, leastKilobytes) => {
    const { house } = await openHouse(options);
    const { view } = await runInsatiable(house, orders[order], appetite);
    expect(view.status).toBe('TASK_STATUS_COMPLETED');
    const { events, bytes, summaries } = await histories.of(view.task_id);
    process.stdout.write(`${name}: ${summaries.length} calls, ${events} events, ${bytes} bytes\n`);
    expect(events).toBeLessThan(2_000);
    expect(events).toBeLessThanOrEqual(8 * summaries.length);
    expect(bytes).toBeLessThan(2 * 1024 * 1024);
    expect(events).toBeGreaterThan(leastEvents);
    expect(bytes).toBeGreaterThan(leastKilobytes * 1024);
  },
  300_000,
);
