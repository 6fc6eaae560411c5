import { value } from '../support/brain';
import { openCorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { eventually, House } from '../support/house';
import { asks, researcher } from '../support/research-brain';

/** A web whose search is followed by a pause of the task, of which only the store knows. */
const web = openCorpusWeb(ferryPages);
let house: House;
let id = '';
const readWhilePaused: string[] = [];
let reads = 0;
const isPaused = async () => (await house.store.tasks.get(id))?.is_paused === true;
beforeAll(async () => {
  house = await House.open({
    // The sweep would tell the workflow of the pause.
    sweepMs: 600_000,
    tools: web.tools.map((tool) => ({
      ...tool,
      run: async (...call: Parameters<typeof tool.run>) => {
        const output = await tool.run(...call);
        if (tool.name === 'web_search')
          await house.store.control.setPaused(id, { isPaused: true, reason: 'lunch', by: 'acme' });
        return output;
      },
    })),
    pages: {
      read: async (url, options) => {
        reads += 1;
        if (await isPaused()) readWhilePaused.push(url);
        return web.pages.read(url, options);
      },
    },
  });
});
afterAll(async () => {
  await house.close();
  await web.close();
});

test('a page is not read while its task is paused though the workflow has not heard of it, and then it is', async () => {
  const research_plan = value({ questions: [asks('a', ['d1', 'd2', 'd3'], 'harbour ferry')] });
  house.model.answer(researcher({ research_plan }));
  id = await house.submit({ query: 'What is the harbour ferry of Vessby?', force_research: true });
  await eventually(
    () => house.store.steps.all(id),
    (steps) => steps.some(({ step }) => step.includes('/page-')),
  );
  expect(await isPaused()).toBe(true);
  expect(await house.call('POST', `/api/v1/tasks/${id}/resume`)).toMatchObject({ status: 202 });
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
  expect(reads).toBeGreaterThan(0);
  expect(readWhilePaused).toEqual([]);
});
