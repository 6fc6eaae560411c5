import fc from '../support/properties';
import { ToolName } from '../../src/contract/tools';
import { argumentsCheck } from '../../src/providers/mcp/check-arguments';
import { namesFor } from '../../src/providers/mcp/names';

test('names keep what fits, and those that are made the same get a mark', () => {
  const names = namesFor('git', ['search', 'repo.list', 'repo_list', 'a b', `long${'x'.repeat(80)}`]);
  expect(names.get('search')).toBe('git__search');
  expect(names.get('repo_list')).toBe('git__repo_list');
  expect(names.get('repo.list')).toMatch(/^git__repo_list_[0-9a-f]{8}$/);
  expect(names.get('a b')).toBe('git__a_b');
  expect(names.get(`long${'x'.repeat(80)}`)).toMatch(/^git__longx+_[0-9a-f]{8}$/);
});

test('any names of tools become names of ours, no two the same, whatever their order', () => {
  const tool = fc.oneof(fc.string({ maxLength: 100 }), fc.constantFrom('a.b', 'a_b', 'a-b', 'a b', 'é'));
  fc.assert(
    fc.property(fc.uniqueArray(tool, { maxLength: 30 }), (tools) => {
      const names = namesFor('server', tools);
      expect(names).toEqual(namesFor('server', tools.toReversed()));
      expect(new Set(names.values()).size).toBe(names.size);
      for (const name of names.values()) expect(ToolName.safeParse(name).success).toBe(true);
      expect(names.size).toBe(tools.length);
    }),
  );
});

test('arguments are checked by the schema, in either dialect', () => {
  const schema = {
    type: 'object',
    properties: { n: { type: 'integer' }, at: { type: 'string', format: 'date' } },
    additionalProperties: false,
  };
  for (const dialect of [{}, { $schema: 'http://json-schema.org/draft-07/schema#' }]) {
    const check = argumentsCheck('t', { ...dialect, ...schema });
    expect(check({ n: '3', at: '2026-01-31' })).toEqual({ n: 3, at: '2026-01-31' });
    expect(() => check({ n: 1.5, at: 'today', x: 1 })).toThrow(
      /^Invalid arguments for t: .*: x; n: must be integer; at: must match format "date"\.$/,
    );
    expect(() => check([])).toThrow('Invalid arguments for t: they must be an object.');
  }
  expect(() => argumentsCheck('t', { type: 'object', $ref: 'http://elsewhere.example/schema' })).toThrow();
});
