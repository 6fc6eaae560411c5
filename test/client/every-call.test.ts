import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspaces } from '../../src/providers/workspace';
import { House } from '../support/house';
import { pythonInstallMs, pythonPrograms } from '../support/python';
import { testTool } from '../support/tools';
import { controlCalls } from './control-calls';
import { messageCalls } from './message-calls';
import { PublishedClient } from './published-client';
import { scheduleCalls } from './schedule-calls';
import { serverCalls } from './server-calls';
import { sessionCalls } from './session-calls';
import type { Setting } from './setting';
import { taskCalls } from './task-calls';

let house: House;
let root: string;
let programs: string;
beforeAll(async () => {
  programs = await pythonPrograms();
  root = await mkdtemp(join(tmpdir(), 'holdfast-client-'));
  const workspaces = createWorkspaces({ root, quotaBytes: 1_000_000 });
  await workspaces.open('acme', 'with-files').write('notes/plan.md', Buffer.from('# Plan\n'));
  house = await House.open({
    workspaces,
    tools: [testTool('look_up', ({ input }) => `What is known of ${input}.`)],
  });
}, pythonInstallMs);
afterAll(async () => {
  await house.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => house.model.reset());

describe.each(['sync', 'async'] as const)('the %s client', (kind) => {
  const setting = { kind } as Setting;
  const opened: PublishedClient[] = [];
  beforeAll(async () => {
    setting.house = house;
    setting.open = async (way) => {
      const credential = `${way}:${house.key}`;
      const client = await PublishedClient.open(programs, { kind, url: house.url, credential });
      opened.push(client);
      return client;
    };
    setting.client = await setting.open('key');
  });
  afterAll(async () => {
    for (const client of opened) await client.close();
  });

  taskCalls(setting);
  controlCalls(setting);
  messageCalls(setting);
  sessionCalls(setting);
  scheduleCalls(setting);
  serverCalls(setting);

  test('has no other call', () => {
    // `close` ends it, and the three that look at the server are made by another one, without a key.
    const elsewhere = ['close', 'health', 'readiness', 'get_openapi_spec'];
    const { methods, called } = setting.client;
    expect(methods.filter((name) => !called.has(name))).toEqual(elsewhere.sort());
  });
});
