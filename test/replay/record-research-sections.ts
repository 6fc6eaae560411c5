import { value } from '../support/brain';
import { openEndlessWeb, type EndlessWeb } from '../support/endless-web';
import { asks, researcher } from '../support/research-brain';
import { Recorder } from './recorder';

/** Records research that is written by section, for `replay.test.ts`; run by `npm run histories`. */
let web: EndlessWeb;
const recorder = new Recorder(async () => {
  web = await openEndlessWeb();
  return { tools: web.tools, pages: web.pages };
});
afterAll(() => web.close());

const plan = value({
  questions: ['a', 'b', 'c', 'd'].map((id) => asks(id, ['d1', 'd2', 'd3'], `value of ${id}`)),
});
const run = (rules: Parameters<typeof researcher>[0]) => {
  recorder.house.model.answer(researcher({ research_plan: plan, ...rules }));
  return recorder.house.submit({
    ...{ query: 'What are the values?', force_research: true, enable_verification: false },
  });
};

recorder.record('research-sections', () => run({}));
recorder.record('research-section-failed', () => {
  let count = 0;
  const refused = { error: { status: 400, body: { error: { message: 'no' } } } };
  const usual = researcher();
  return run({ section: (call, index) => ((count += 1) === 1 ? refused : usual(call, index)) });
});
