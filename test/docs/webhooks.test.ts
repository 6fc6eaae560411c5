import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signatureOf } from '../../src/providers/webhooks/sign';

const docs = readFileSync(join(__dirname, '..', '..', 'docs', 'webhooks.md'), 'utf8');
const snippet = (language: string) => docs.split(`\`\`\`${language}\n`)[1]?.split('\n```')[0] ?? '';

const secret = 'at least 32 random characters';
const body = '{"result":"Größe – 東京"}';
const now = Math.floor(Date.now() / 1_000);
const signed = (at: number, by = secret) => ({
  'x-holdfast-timestamp': String(at),
  'x-holdfast-signature': signatureOf(by, at, body),
});
/** Headers of deliveries, and whether they are genuine. */
const deliveries: readonly [headers: object, isGenuine: boolean][] = [
  [signed(now), true],
  [signed(now, 'another secret'), false],
  [{ ...signed(now), 'x-holdfast-timestamp': String(now - 1) }, false],
  [signed(now - 3_600), false],
  [{ 'x-holdfast-timestamp': String(now) }, false],
  [{ ...signed(now), 'x-holdfast-signature': 'sha256=é' }, false],
  [{}, false],
];
const given = JSON.stringify({ secret, body, all: deliveries.map(([headers]) => headers) });

test.each([
  {
    language: 'js',
    command: [process.execPath, '--input-type=module', '-e'],
    rest: `const { secret, body, all } = JSON.parse(process.argv[1]);
      console.log(JSON.stringify(all.map((headers) => isGenuine(secret, headers, Buffer.from(body)))));`,
  },
  {
    language: 'python',
    command: ['python3', '-c'],
    rest: `
import json, sys
given = json.loads(sys.argv[1])
print(json.dumps([is_genuine(given["secret"], headers, given["body"].encode()) for headers in given["all"]]))`,
  },
])(
  'the verification in $language of docs/webhooks.md takes what is genuine alone',
  ({ language, command, rest }) => {
    const [program = '', ...flags] = command;
    const ran = spawnSync(program, [...flags, `${snippet(language)}\n${rest}`, given], { encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toEqual(deliveries.map(([, isGenuine]) => isGenuine));
  },
);
