import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config';
import { writeResults } from './results';
import { isMet, type EvalRun, type Section } from './section';
import { planning } from './sections/planning';
import { reports } from './sections/reports';
import { tasks } from './sections/tasks';
import { verdicts } from './sections/verdicts';
import { tableOf, type NamedRow } from './table';

const sections: Readonly<Record<string, Section>> = {
  verdicts,
  tasks: (run) => tasks(run),
  reports,
  planning,
};

/** Runs the sections named on the command line, or all; prints one table and writes it. Exit code 1: a target is missed. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rules: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !Object.hasOwn(sections, name));
  if (unknown.length > 0)
    throw new Error(`No such section: ${unknown.join(', ')}. There are ${Object.keys(sections).join(', ')}.`);
  const run = runOf(values);
  const rows: NamedRow[] = [];
  for (const [section, measure] of Object.entries(sections)) {
    if (positionals.length > 0 && !positionals.includes(section)) continue;
    run.say(`Evaluating ${section}…`);
    rows.push(...(await measure(run)).map((row) => ({ section, ...row })));
  }
  process.stdout.write(`${tableOf(rows)}\n`);
  run.say(`Written to ${writeResults(join(__dirname, '..', '..'), rows, run.model)}`);
  if (rows.some((row) => isMet(row) === false)) process.exitCode = 1;
}

function runOf({ rules }: { readonly rules: boolean }): EvalRun {
  const { cache, providers } = loadConfig();
  const hasKey = !rules && Object.values(providers).some(({ apiKey, baseUrl }) => apiKey ?? baseUrl);
  return {
    cache: join(cache, 'evaluation'),
    model: hasKey ? 'key' : 'none',
    say: (line) => void process.stderr.write(`${line}\n`),
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
