import { once } from 'node:events';
import { Lab, root } from './lab';
import { tableOf, writeResults, type Line } from './report';
import { events } from './rows/events';
import { fairness } from './rows/fairness';
import { graph, history, tools } from './rows/graph';
import { graphMemory, memory } from './rows/memory';
import { sideBySide } from './rows/pages';
import { paused } from './rows/paused';
import { checking, research } from './rows/research';
import { simple, throughput } from './rows/simple';
import { start } from './rows/start';
import { status } from './rows/status';
import { submit } from './rows/submit';
import { tokens } from './rows/tokens';

const rows: Readonly<Record<string, (lab: Lab) => Promise<Line[]>>> = {
  status,
  submit,
  simple,
  throughput,
  tokens,
  events,
  graph,
  tools,
  history,
  research,
  checking,
  pages: sideBySide,
  memory,
  graphMemory,
  paused,
  fairness,
  start,
};

/** A row that takes longer hangs; thousands of tasks take their time. */
const mostMs = (name: string) =>
  60_000 * (name === 'paused' || name === 'fairness' ? 30 : name === 'throughput' ? 8 : 3);

/** Measures the rows named on the command line, or all; prints the table and writes it as JSON. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in rows));
  if (unknown.length > 0)
    throw new Error(`No such row: ${unknown.join(', ')}. There are ${Object.keys(rows).join(', ')}.`);
  const lab = new Lab();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void lab.close().finally(() => process.exit(1)));
  const lines: Line[] = [];
  try {
    for (const [name, measure] of Object.entries(rows)) {
      if (names.length > 0 && !names.includes(name)) continue;
      process.stderr.write(`Measuring ${name}…\n`);
      lines.push(...(await measured(name, () => measure(lab))));
    }
  } finally {
    await lab.close();
  }
  process.stdout.write(`\n${tableOf(lines)}\n\nWritten to ${writeResults(root, lines)}\n`);
}

/** A row that breaks down is told of and leaves the others alone. */
async function measured(name: string, measure: () => Promise<Line[]>): Promise<Line[]> {
  try {
    const signal = AbortSignal.timeout(mostMs(name));
    const tooLong = once(signal, 'abort').then((): never => {
      throw new Error(`it took more than ${mostMs(name) / 60_000} minutes`);
    });
    const lines = await Promise.race([measure(), tooLong]);
    process.stderr.write(`${tableOf(lines)}\n`);
    return lines;
  } catch (error) {
    process.stderr.write(`${name} could not be measured: ${String(error)}\n`);
    process.exitCode = 1;
    return [];
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
