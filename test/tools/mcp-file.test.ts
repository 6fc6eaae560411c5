import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readServersFile } from '../../src/providers/mcp/servers-file';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-mcp-file-'));
const file = join(folder, 'mcp.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const read = (text: string, variables: Record<string, string> = {}) => {
  writeFileSync(file, text);
  return readServersFile(file, (name) => variables[name]);
};
const server = (fields: object) => JSON.stringify({ mcpServers: { one: fields } });

test('JSON and YAML are read; variables, folders and defaults are filled in, disabled servers left out', () => {
  const yaml = `
mcpServers:
  files: { command: npx, args: [-y, server-files], cwd: work, timeout_seconds: 5 }
  web:
    url: http://127.0.0.1:9000/mcp
    headers: { authorization: "Bearer \${TOKEN}" }
    dangerous_tools: [delete]
  off: { command: none, env: { KEY: "\${MISSING}" }, disabled: true }
`;
  expect(read(yaml, { TOKEN: 'sesame' })).toEqual([
    {
      name: 'files',
      command: 'npx',
      args: ['-y', 'server-files'],
      cwd: join(folder, 'work'),
      env: {},
      timeout_seconds: 5,
      disabled: false,
    },
    {
      name: 'web',
      url: 'http://127.0.0.1:9000/mcp',
      headers: { authorization: 'Bearer sesame' },
      dangerous_tools: ['delete'],
      timeout_seconds: 60,
      disabled: false,
    },
  ]);
  expect(read(server({ command: 'x' }))).toHaveLength(1);
});

test.each([
  ['{"mcpServers": ', /line 1: it is not valid JSON or YAML/],
  ['{}', /mcpServers: /],
  ['{"mcpServers": {}, "more": 1}', /more/],
  [server({}), /line 1, mcpServers\.one: give either a command or a url/],
  [server({ command: 'x', url: 'http://127.0.0.1' }), /give either a command or a url/],
  [server({ command: '' }), /line 1, mcpServers\.one\.command: /],
  [server({ command: 'x', argz: [] }), /mcpServers\.one: .*argz/],
  [server({ url: 'ftp://127.0.0.1/' }), /mcpServers\.one\.url: must be an http or https URL/],
  [server({ url: 'http://me:pw@127.0.0.1/' }), /must not hold a user name or password/],
  [server({ command: 'x', timeout_seconds: 0 }), /timeout_seconds: /],
  [server({ command: 'x', dangerous_tools: 'all' }), /dangerous_tools: must be true, false or a list/],
  ['{"mcpServers": {"a__b": {"command": "x"}}}', /mcpServers\.a__b: a name is a letter/],
  [
    'mcpServers:\n  one:\n    command: x\n    env:\n      KEY: ${NOT_SET}',
    /line 5, mcpServers\.one\.env\.KEY: the environment variable NOT_SET is not set/,
  ],
])('%s is refused with file and place', (text, sentence) => {
  const attempt = () => read(text);
  expect(attempt).toThrow(sentence);
  expect(attempt).toThrow(`HOLDFAST_MCP (${file}) cannot be used: `);
});

test('a file that is not there is named, and no value is ever told', () => {
  expect(() => readServersFile(join(folder, 'none.json'), () => undefined)).toThrow(
    /cannot be read: .*none\.json$/,
  );
  const secret = server({ url: 'http://127.0.0.1/', headers: { a: '${A}' }, x: 1 });
  expect(() => read(secret, { A: 'sesame' })).not.toThrow(/sesame/);
  const lines = server({ url: 'http://127.0.0.1/', headers: { a: '${A}' } });
  expect(() => read(lines, { A: 'sesame\r\nx: y' })).toThrow(
    /headers\.a: must be plain characters on one line$/,
  );
  expect(() => read('{"mcpServers": {"a": sesame: [}')).not.toThrow(/sesame/);
});
