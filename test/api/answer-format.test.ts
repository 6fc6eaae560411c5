import { eventually, House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const schema = { type: 'object', required: ['city'], properties: { city: { type: 'string' } } };
const format = { type: 'json_schema', json_schema: { name: 'place', schema } };

test('an answer of the asked form is taken as it is', async () => {
  house.model.script({ text: '{"city":"Paris"}' });
  const view = await house.ended(await house.submit({ query: 'Where?', response_format: format }));
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', response: { city: 'Paris' } });
  expect(house.model.calls[0]?.body['response_format']).toMatchObject({ type: 'json_schema' });
});

test('an answer of another form is asked again once, with the reason, and both calls are counted', async () => {
  house.model.script(
    { text: 'Paris', usage: { input: 10, output: 1 } },
    { text: '{"city":"Paris"}', usage: { input: 20, output: 5 }, holdAfter: 0 },
  );
  const id = await house.submit({ query: 'Where?', response_format: format });
  const running = await house.until(id, ({ usage }) => usage.total_tokens > 0);
  expect(running).toMatchObject({ status: 'TASK_STATUS_RUNNING', usage: { total_tokens: 11 } });
  house.model.release();
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', usage: { total_tokens: 36 } });
  expect(view.metadata).not.toHaveProperty('interrupted_calls');
  const again = house.model.calls[1]?.body.messages?.at(-1)?.content;
  expect(again).toContain('not valid JSON');
});

test('an answer that is wrong twice fails the task and says why; the text is kept', async () => {
  house.model.script({ text: '{"town":1}' }, { text: '{"town":2}' });
  const view = await house.ended(await house.submit({ query: 'Where?', response_format: format }));
  expect(view.status).toBe('TASK_STATUS_FAILED');
  expect(view.error).toContain('gave no usable answer, asked twice');
  expect(view.error).toContain("must have required property 'city'");
  expect(view.usage.total_tokens).toBe(36);
  expect(view.result).toBe('{"town":2}');
});

test('an empty answer is asked again; empty twice is a failure, never an empty success', async () => {
  house.model.script({ text: '' }, { text: 'there' });
  expect((await house.ended(await house.submit('say'))).result).toBe('there');
  house.model.script({ text: '' }, { text: ' ' });
  expect((await house.ended(await house.submit('say'))).status).toBe('TASK_STATUS_FAILED');
});

test('a schema that cannot be used, or a form that nobody knows, is refused', async () => {
  const broken = { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'nonsense' } } };
  const answer = await house.call('POST', '/api/v1/tasks', { body: { query: 'x', response_format: broken } });
  expect(answer.status).toBe(400);
  expect(answer.body['error']).toMatch(/^response_format.json_schema.schema cannot be used/);
  const unknown = await house.call('POST', '/api/v1/tasks', {
    body: { query: 'x', response_format: { type: 'xml' } },
  });
  expect(unknown).toMatchObject({ status: 400 });
});

test('a pattern that backtracks for ever does not hold the worker', async () => {
  const evil = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } };
  const text = JSON.stringify({ a: `${'a'.repeat(40)}!` });
  house.model.script({ text }, { text });
  const id = await house.submit({
    query: 'x',
    response_format: { type: 'json_schema', json_schema: { name: 'evil', schema: evil } },
  });
  expect((await house.ended(id, 15_000)).error).toContain('could not be checked against the schema in time');
});

test('system prompt, temperature and length reach the model', async () => {
  const context = { system_prompt: 'Be brief.', temperature: 0.3, max_tokens: 55 };
  await house.ended(await house.submit({ query: 'Hi', context }));
  expect(house.model.calls[0]?.body).toMatchObject({
    temperature: 0.3,
    max_tokens: 55,
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ],
  });
});

test('earlier completed turns of a session reach the model, and no other tenant sees them', async () => {
  house.model.script({ text: 'one' }, { error: { status: 400 } }, { text: 'three' }, { text: 'four' });
  await house.ended(await house.submit({ query: 'first', session_id: 'talk' }));
  await house.ended(await house.submit({ query: 'fails', session_id: 'talk' }));
  await house.ended(await house.submit({ query: 'third', session_id: 'talk' }));
  expect(house.model.calls[2]?.body.messages).toEqual([
    { role: 'user', content: 'first' },
    { role: 'assistant', content: 'one' },
    { role: 'user', content: 'third' },
  ]);
  const key = await house.store.keys.create({ tenant: 'other', owner: 'o', name: 'o' });
  const body = { query: 'fourth', session_id: 'talk' };
  const foreign = await house.call<{ task_id: string }>('POST', '/api/v1/tasks', { body, key });
  expect(foreign.status).toBe(200);
  const call = await eventually(() => house.model.calls[3], Boolean);
  expect(call?.body.messages).toEqual([{ role: 'user', content: 'fourth' }]);
});
