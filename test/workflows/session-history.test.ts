import { brain } from '../support/brain';
import { House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

test.each([
  ['standard', {}],
  ['complex', { reasoning: 'reflection', reasoning_params: { rounds: 1 } }],
])('what was said in the session before reaches a %s task', async (mode, context) => {
  house.model.reset();
  const session_id = `talk-${mode}`;
  const first = { query: 'My favourite city is Bergen.', mode: 'simple', session_id };
  await house.ended(await house.submit(first));
  const text = { text: 'It rains there.' };
  house.model.answer(brain({ whole: text, draft: text, judge: text }));
  const conversation_history = [{ role: 'user', content: 'Call me XYZZY.' }];
  const again = { query: 'How is the weather there?', mode, session_id };
  const view = await house.ended(
    await house.submit({ ...again, context: { ...context, conversation_history } }),
  );
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  const asked = JSON.stringify(house.model.calls[1]?.body.messages);
  for (const said of ['My favourite city is Bergen.', 'Call me XYZZY.']) expect(asked).toContain(said);
});
