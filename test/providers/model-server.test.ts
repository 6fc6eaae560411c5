import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startModelServer, type ModelServer } from '../support/model-server';

const post = async (url: string, body: unknown) =>
  (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).text();
const question = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };

describe('the scripted server', () => {
  let server: ModelServer;
  beforeAll(async () => (server = await startModelServer()));
  afterAll(() => server.close());

  test('says how many answers it had when they run out', async () => {
    server.script({ echo: true });
    const chat = `${server.url}/chat/completions`;
    expect(JSON.parse(await post(chat, question)).choices[0].message.content).toBe('Hi');
    expect(await post(chat, question)).toContain('The script has 1 answers and this is call 2');
    expect(server.calls.map(({ end }) => end)).toEqual(['whole', 'error']);
  });

  test('counts tokens in a stream only for who asks for it', async () => {
    server.answer(() => ({ pieces: ['a', 'b'] }));
    const chat = `${server.url}/chat/completions`;
    const plain = await post(chat, { ...question, stream: true });
    const counted = await post(chat, { ...question, stream: true, stream_options: { include_usage: true } });
    expect(plain).not.toContain('usage');
    expect(counted).toContain('"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}');
    expect(counted).toMatch(/data: \[DONE\]\n\n$/);
  });
});

test('the scripted server as a program takes its orders over HTTP and ends when told', async () => {
  const support = join(__dirname, '..', 'support');
  const args = ['--require', join(support, 'typescript.cjs'), join(support, 'model-server-main.ts')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { url, admin } = JSON.parse(line.toString()) as { url: string; admin: string };
    await post(`${admin}/admin/script`, [{ text: 'as told' }]);
    expect(await post(`${url}/chat/completions`, question)).toContain('as told');
    const calls = (await (await fetch(`${admin}/admin/calls`)).json()) as object[];
    expect(calls).toMatchObject([{ path: '/v1/chat/completions', body: question, end: 'whole' }]);
  } finally {
    child.kill('SIGTERM');
  }
  expect(await once(child, 'exit')).toEqual([0, null]);
});
