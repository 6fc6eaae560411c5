import { eventually } from '../support/eventually';
import { everything, isAlive, openMcp, ownMark, smallServer, type McpHouse } from './mcp-house';

jest.setTimeout(60_000);

const open: McpHouse[] = [];
function opened(servers: object, variables?: Record<string, string>): McpHouse {
  const house = openMcp(servers, variables);
  open.push(house);
  return house;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((house) => house.close()));
});
const pidOf = async (house: McpHouse) => {
  const outcome = await house.call('small__who');
  return Number(outcome.ok ? outcome.text : NaN);
};
const isListed = (name: string) => (names: string[]) => names.includes(name);

test('the tools of the reference server appear with its prefix, and work', async () => {
  const house = opened({ all: { command: process.execPath, args: [everything], env: ownMark() } });
  await eventually(() => house.names(), isListed('all__echo'));
  expect((await house.names()).every((name) => name.startsWith('all__'))).toBe(true);
  const sum = (await house.box.list()).find(({ name }) => name === 'all__get-sum');
  expect(sum).toMatchObject({
    category: 'mcp',
    foreignText: true,
    parameters: { type: 'object', required: ['a', 'b'] },
    timeout_seconds: 70,
  });
  expect(await house.call('all__get-sum', { a: 2, b: 3 })).toMatchObject({
    ok: true,
    text: 'The sum of 2 and 3 is 5.',
    output: { content: [{ type: 'text', text: 'The sum of 2 and 3 is 5.' }] },
  });
  expect(await house.call('all__get-sum', { a: '2', b: 3 })).toMatchObject({ ok: true });
  expect(await house.call('all__get-sum', { a: 'two', c: 1 })).toMatchObject({
    ok: false,
    error: expect.stringMatching(/^Invalid arguments for all__get-sum: .*a: must be number/) as string,
  });
  const image = await house.call('all__get-tiny-image');
  expect(image).toMatchObject({ text: expect.stringMatching(/\[image: image\/png, \d+ bytes\]/) as string });
  expect(JSON.stringify(image).length).toBeLessThan(2_000);
  expect(await house.call('all__get-structured-content', { location: 'Chicago' })).toMatchObject({
    ok: true,
    output: { temperature: expect.any(Number) as number },
  });
  expect(
    await house.call('all__get-resource-reference', { resourceType: 'Text', resourceId: 1 }),
  ).toMatchObject({
    text: expect.stringContaining('[resource demo://resource/') as string,
  });
});

test('what a server marks as read-only is harmless, all else is dangerous, and the file wins', async () => {
  const house = opened({
    small: smallServer(),
    trusted: { ...smallServer(), dangerous_tools: false, tools: ['wait', 'missing'] },
    listed: { ...smallServer(), dangerous_tools: ['who'], tools: ['wait', 'who'] },
  });
  await eventually(
    () => house.names(),
    (names) => ['small__who', 'trusted__wait', 'listed__who'].every((n) => names.includes(n)),
  );
  const facts = new Map((await house.box.list()).map((tool) => [tool.name, tool]));
  expect(facts.get('small__who')).toMatchObject({ dangerous: false, changes: false });
  expect(facts.get('small__wait')).toMatchObject({ dangerous: true, changes: true });
  expect(facts.get('trusted__wait')).toMatchObject({ dangerous: false, changes: true });
  expect(facts.get('listed__wait')?.dangerous).toBe(false);
  expect(facts.get('listed__who')?.dangerous).toBe(true);
  expect([...facts.keys()].filter((name) => name.startsWith('trusted__'))).toEqual(['trusted__wait']);
  expect(house.logged).toContainEqual({
    level: 'warn',
    fields: { server: 'trusted', tool: 'missing' },
    message: 'an MCP server has no such tool',
  });
  expect(facts.has('small__sum_of')).toBe(true);
  expect(await house.call('small__sum_of', { a: 1, b: 2 })).toMatchObject({
    ok: true,
    text: '3',
    output: { sum: 3 },
  });
});

test('a failure is told in the words of the server, a timeout and a cancel end the call on both sides', async () => {
  const house = opened({ small: { ...smallServer(), timeout_seconds: 1 } });
  await eventually(() => house.names(), isListed('small__wait'));
  expect(await house.call('small__fail')).toMatchObject({
    ok: false,
    error: 'small__fail failed: The shelf is empty.',
    isRetryable: false,
  });
  expect(await house.call('small__wait')).toMatchObject({
    ok: false,
    error: 'small__wait took longer than its limit of 1 s. Whether it took effect is not known.',
    isRetryable: false,
  });
  const seen = (of: McpHouse, text: string) =>
    eventually(
      () => of.call('small__calls'),
      (outcome) => outcome.ok && outcome.text === text,
    );
  await seen(house, '0 wait, 1 cancelled');
  const cancel = new AbortController();
  const patient = opened({ small: smallServer() });
  await eventually(() => patient.names(), isListed('small__wait'));
  const call = patient.call('small__wait', {}, { signal: cancel.signal });
  await Promise.all([
    expect(call).rejects.toThrow('cancelled'),
    seen(patient, '1 wait, 0 cancelled').then(() => cancel.abort(new Error('cancelled'))),
  ]);
  await seen(patient, '0 wait, 1 cancelled');
});

test('a killed server is started again by the next call, and one that dies in a call says so', async () => {
  const house = opened({ small: smallServer() });
  await eventually(() => house.names(), isListed('small__who'));
  const first = await pidOf(house);
  process.kill(first, 'SIGKILL');
  await eventually(
    () => isAlive(first),
    (alive) => !alive,
  );
  expect(await house.names()).toContain('small__who');
  const second = await eventually(
    () => pidOf(house),
    (pid) => !Number.isNaN(pid),
  );
  expect(second).not.toBe(first);
  expect(await house.call('small__die')).toMatchObject({
    ok: false,
    error: 'The MCP server small went away while small__die ran. Whether it took effect is not known.',
    isRetryable: false,
  });
  // Nobody calls: it is started again all the same.
  await eventually(
    () => house.logged.filter(({ message }) => message === 'an MCP server is there').length,
    (n) => n === 3,
  );
});

test('tools that a server gets later appear', async () => {
  const house = opened({ small: smallServer() });
  await eventually(() => house.names(), isListed('small__grow'));
  expect(await house.call('small__grow')).toMatchObject({ ok: true });
  await eventually(() => house.names(), isListed('small__grown'));
  expect(await house.call('small__grown')).toMatchObject({ ok: true, text: 'grown' });
});

test('a server that cannot be started holds nothing up, and its tools say why they are missing', async () => {
  const house = opened({ gone: { command: '/nowhere/server' }, small: smallServer() });
  await eventually(() => house.names(), isListed('small__who'));
  expect(await house.call('gone__anything')).toMatchObject({
    ok: false,
    error: 'The MCP server gone is not running: its command "/nowhere/server" or its folder is not found.',
    isRetryable: true,
  });
});

test('a server gets the variables of its own and no keys of ours; what it says is logged', async () => {
  process.env['OPENAI_API_KEY'] = 'sk-not-for-servers';
  const house = opened(
    { small: { ...smallServer(), env: { ...ownMark(), TOKEN: 'Bearer ${SMALL_TOKEN}' } } },
    { SMALL_TOKEN: 'sesame' },
  );
  await eventually(() => house.names(), isListed('small__secrets'));
  const outcome = await house.call('small__secrets');
  delete process.env['OPENAI_API_KEY'];
  expect(outcome).toMatchObject({ text: expect.stringContaining('TOKEN=Bearer sesame') as string });
  expect(outcome).toMatchObject({ text: expect.not.stringContaining('OPENAI_API_KEY') as string });
  expect(house.logged).toContainEqual({
    level: 'debug',
    fields: { server: 'small', stderr: 'the small server starts\n' },
    message: 'an MCP server said',
  });
  expect(JSON.stringify(house.logged)).not.toContain('sesame');
});

test('nothing is left of a server that does not want to end, nor of what it started', async () => {
  const house = opened({ small: smallServer('stubborn') });
  await eventually(() => house.names(), isListed('small__spawn'));
  const server = await pidOf(house);
  const spawned = await house.call('small__spawn');
  const grandchild = Number(spawned.ok ? spawned.text : NaN);
  expect([isAlive(server), isAlive(grandchild)]).toEqual([true, true]);
  await house.close();
  expect(isAlive(server)).toBe(false);
  await eventually(
    () => isAlive(grandchild),
    (alive) => !alive,
    5_000,
  );
  expect(await house.call('small__who')).toMatchObject({
    ok: false,
    error: expect.stringContaining('stopping') as string,
  });
});

test('a close while a server is being started does not wait for it', async () => {
  const silent = { command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], env: ownMark() };
  const house = openMcp({ silent });
  const startedAt = performance.now();
  await house.close();
  expect(performance.now() - startedAt).toBeLessThan(6_000);
});
