import { openClientHouse } from './client-house';
import { controlCalls } from './control-calls';
import { messageCalls } from './message-calls';
import { PublishedClient } from './published-client';
import { scheduleCalls } from './schedule-calls';
import { serverCalls } from './server-calls';
import { sessionCalls } from './session-calls';
import type { Setting } from './setting';
import { taskCalls } from './task-calls';

const on = openClientHouse('with-files', 'notes/plan.md');

describe.each(['sync', 'async'] as const)('the %s client', (kind) => {
  const setting = { kind } as Setting;
  const opened: PublishedClient[] = [];
  beforeAll(async () => {
    setting.house = on.house;
    setting.open = async (way) => {
      const credential = `${way}:${on.house.key}`;
      const client = await PublishedClient.open(on.programs, { kind, url: on.house.url, credential });
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
