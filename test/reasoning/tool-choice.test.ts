import fc from '../support/properties';
import type { TaskSettings } from '../../src/contract/submission';
import type { ToolFacts } from '../../src/contract/tools';
import { offeredTools } from '../../src/reasoning/tool-choice';

const tool = (name: string, dangerous = false) => ({ name, dangerous }) as ToolFacts;
const all = [tool('search'), tool('read'), tool('write', true), tool('send', true)];
const base: TaskSettings = { timeoutSeconds: 60, historyMessages: 50, conversation: [] };
const offered = (settings: Partial<TaskSettings>, hasReadForeign = false, tools?: readonly string[]) =>
  offeredTools(all, { ...base, ...settings }, { hasReadForeign, ...(tools && { tools }) }).map(
    ({ name }) => name,
  );

test.each([
  ['all that cannot harm when none is named', {}, false, undefined, ['search', 'read']],
  [
    'those that are named, also when they can harm',
    { tools: ['read', 'send'] },
    false,
    undefined,
    ['read', 'send'],
  ],
  [
    'no disabled one, even when it is named',
    { tools: ['read', 'send'], disabledTools: ['send'] },
    false,
    undefined,
    ['read'],
  ],
  ['nothing that can harm after foreign text', { tools: ['read', 'send'] }, true, undefined, ['read']],
  [
    'it again where the task allows it',
    { tools: ['read', 'send'], allowDangerousTools: true },
    true,
    undefined,
    ['read', 'send'],
  ],
  [
    'nothing that can harm by the allowance alone',
    { allowDangerousTools: true },
    false,
    undefined,
    ['search', 'read'],
  ],
  ['of these the step’s own', {}, false, ['read', 'send'], ['read']],
  ['nothing to a step without tools', {}, false, [], []],
  ['nothing that does not exist', { tools: ['rocket'] }, false, undefined, []],
])('%s', (_what, settings, hasReadForeign, tools, names) => {
  expect(offered(settings, hasReadForeign, tools)).toEqual(names);
});

test('a step never gets what its task may not use, and reading foreign text never adds a tool', () => {
  const names = fc.subarray(all.map(({ name }) => name));
  const settings = fc.record(
    { tools: names, disabledTools: names, allowDangerousTools: fc.boolean() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(settings, names, fc.boolean(), (chosen, own, hasReadForeign) => {
      const ofTask = offered(chosen, hasReadForeign);
      const ofStep = offered(chosen, hasReadForeign, own);
      expect(ofTask.filter((name) => own.includes(name))).toEqual(ofStep);
      for (const name of ofTask) expect(chosen.disabledTools ?? []).not.toContain(name);
      for (const name of offered(chosen, true)) expect(offered(chosen, false)).toContain(name);
    }),
  );
});
