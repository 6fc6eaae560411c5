import { openEndlessWeb, type EndlessWeb } from '../support/endless-web';
import { House } from '../support/house';
import { runInsatiable } from '../support/insatiable';
import { expectWithinBounds } from '../support/within-bounds';

let web: EndlessWeb;
let house: House;
beforeAll(async () => {
  web = await openEndlessWeb();
  house = await House.open({ concurrency: 40, tools: web.tools, pages: web.pages });
});
afterAll(async () => {
  await house.close();
  await web.close();
});
beforeEach(() => {
  house.model.reset();
  web.forget();
});

// The larger ones are the night's: test/nightly/research-largest.test.ts.
test.each(['quick', 'standard'] as const)(
  '%s takes all the searches and pages that it may, and no more calls or tokens',
  async (strategy) => {
    const order = { asked: { strategy }, body: { research_strategy: strategy } };
    const { settings, view } = await runInsatiable(house, order);
    expect(view.status).toBe('TASK_STATUS_COMPLETED');
    expectWithinBounds(house, web, settings);
  },
  150_000,
);
