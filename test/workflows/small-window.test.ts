import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askedOf, brain, planStep, purposeOf, systemOf, value } from '../support/brain';
import { House } from '../support/house';

const window = { context_window: 4_000, max_output_tokens: 500 };
let folder: string;
let house: House;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-small-window-'));
  const modelsFile = join(folder, 'models.json');
  await writeFile(modelsFile, JSON.stringify({ limits: { 'scripted-model': window } }));
  house = await House.open({ models: { modelsFile, openaiModel: 'scripted-model' } });
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => house.model.reset());

test('texts that do not fit the window together are cut to their shares, and say so', async () => {
  const lengths: Record<string, number> = { a: 8_000, b: 8_000, c: 10 };
  const needs = value({ steps: [...['a', 'b', 'c'].map((id) => planStep(id)), planStep('d', ['a', 'b'])] });
  house.model.answer(
    brain({
      plan: needs,
      step: (call) => {
        const id = /Your step: Do (\w)/.exec(askedOf(call))?.[1] ?? '';
        return { text: `${id} says `.repeat(lengths[id] ?? 1) };
      },
      join: { text: 'All.' },
    }),
  );
  const query = 'Find the parts, then compare them and then sum them up.';
  const view = await house.ended(await house.submit({ query, mode: 'standard' }));
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'All.' });
  const built = house.model.calls.filter(
    (call) => purposeOf(call) === 'join' || askedOf(call).includes('Your step: Do d'),
  );
  expect(built).toHaveLength(2);
  for (const call of built) {
    const tokens = house.models.countTokens(systemOf(call) + askedOf(call));
    expect(tokens).toBeLessThan(3_500);
    // Nothing is given away that would have fitted.
    expect(tokens).toBeGreaterThan(2_500);
    expect(askedOf(call).match(/\[cut here: the first \d+ of 56000 characters\]/g)).toHaveLength(2);
  }
  expect(built[1] && askedOf(built[1])).toContain('c says '.repeat(10));
});
