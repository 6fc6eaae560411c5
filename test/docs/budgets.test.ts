import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unknownPriceUpperUsd } from '../../src/providers/models';
import { limits } from '../../src/contract/limits';
import { House } from '../support/house';

const docs = readFileSync(join(__dirname, '..', '..', 'docs', 'budgets.md'), 'utf8');

test('the calls of docs/budgets.md do what they say', async () => {
  const house = await House.open({ worker: false });
  const tenant = 'default';
  const key = await house.store.keys.create({ tenant, owner: tenant, name: 'docs', isOperator: true });
  const body = { query: 'Hello?', session_id: 'talk-1' };
  const { task_id: task } = (await house.call('POST', '/api/v1/tasks', { key, body })).body;
  const [own] = (await house.store.keys.list()).filter((one) => one.name === 'docs');
  const known = { TENANT: tenant, SESSION: 'talk-1', KEY_ID: own?.id ?? '', TASK: String(task) };
  const curls = [...docs.matchAll(/^curl (?:-X (\w+) )?"\$URL([^"]+)".*?(?:-d '([^']+)')?$/gm)];
  expect(curls).toHaveLength(9);
  const answers = [];
  for (const [, method, path = '', json] of curls) {
    const filled = path.replace(/\$(\w+)/g, (_, name: keyof typeof known) => known[name]);
    const verb = method ?? (json ? 'POST' : 'GET');
    answers.push((await house.call(verb, filled, { key, ...(json && { body: json }) })).status);
  }
  expect(answers).toEqual([...Array<number>(7).fill(200), 204, 200]);
  await house.close();
}, 60_000);

test('docs/budgets.md has the figures of the code', () => {
  const { input, output } = unknownPriceUpperUsd;
  expect(docs).toContain(`counts ${input} dollars a million tokens of prompt and ${output} of answer`);
  expect(docs).toContain(`and ${limits.budgetLeastOutputTokens} tokens of an answer`);
  expect(docs).toContain(`${limits.ledgerDays} days at least`);
});
