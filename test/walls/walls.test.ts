import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(__dirname, '../..');
const fixtures = join(root, 'test/fixtures/walls');

interface Cruise {
  readonly summary: { readonly violations: readonly { from: string; rule: { name: string } }[] };
}
interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { ruleId: string | null }[];
}

/** The real tree is cruised by `npm test` itself; whole programs on a busy machine take their time. */
jest.setTimeout(120_000);

describe('the walls of the house', () => {
  test('are each broken by a fixture, and by that fixture alone', async () => {
    const announced = announcements('breaks');
    const { violations } = await cruise(fixtures);
    expect(violations).toEqual(announced);
    expect(new Set(announced.map((line) => line.split(' ')[1]))).toEqual(
      new Set(forbidden().map((rule) => rule.name)),
    );
  });

  test('have each a sentence for whoever runs into them', () => {
    for (const { name, comment } of forbidden()) expect(`${name}: ${comment}`).toMatch(/: .+\.$/);
  });
});

test('each strict lint bites on its fixture, and only there', async () => {
  const announced = announcements('lints');
  const rules = new Set(announced.map((line) => line.split(' ')[1]));
  const linted = JSON.parse(
    await run('eslint', ['--no-ignore', '--format', 'json', 'test/fixtures/walls/src'], root),
  ) as LintedFile[];
  const found = linted.flatMap((file) =>
    file.messages
      .filter((message) => rules.has(message.ruleId ?? ''))
      .map((message) => `${relative(fixtures, file.filePath)} ${message.ruleId ?? ''}`),
  );
  expect(found.sort()).toEqual(announced);
});

/** Every `file rule` that the fixtures announce in their first lines. */
function announcements(word: 'breaks' | 'lints'): string[] {
  const files = readdirSync(join(fixtures, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(fixtures, 'src', file), 'utf8');
      const named = [...text.matchAll(new RegExp(`^// ${word}: (.+)$`, 'gm'))];
      return named.map((match) => `src/${file} ${match[1] ?? ''}`);
    })
    .sort();
}

async function cruise(folder: string): Promise<{ violations: string[] }> {
  const config = join(root, '.dependency-cruiser.cjs');
  const output = await run('depcruise', ['src', '--config', config, '--output-type', 'json'], folder);
  const { summary } = JSON.parse(output) as Cruise;
  return {
    violations: summary.violations.map((violation) => `${violation.from} ${violation.rule.name}`).sort(),
  };
}

/** What a tool of this project says on stdout; it may well end with findings and an exit code for them. */
function run(tool: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const bin = join(root, 'node_modules/.bin', tool);
    execFile(bin, args, { cwd, maxBuffer: 64e6 }, (error, stdout, stderr) => {
      if (stdout) resolve(stdout);
      else reject(new Error(`${tool} said nothing: ${stderr}`, { cause: error }));
    });
  });
}

function forbidden(): { name: string; comment: string }[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the tool's own file is CommonJS
  return (require('../../.dependency-cruiser.cjs') as { forbidden: { name: string; comment: string }[] })
    .forbidden;
}
