import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg, cpus } from 'node:os';
import { join } from 'node:path';
import { ratiosOf, spreadOf, type Pairs, type Spread } from './pairs';

/** What a measurement is held against. */
export interface Goal {
  readonly target: number;
  readonly aim: number;
  /** Whether more is better, as with rates. */
  readonly isMore?: boolean;
}

/** One line of the table. */
export interface Line {
  readonly row: string;
  readonly what: string;
  readonly baseline: string;
  readonly unit: string;
  readonly measured: Spread;
  readonly base?: Spread;
  /** What is compared with the goal: the ratios of the pairs, or the measured numbers themselves. */
  readonly judged: Spread;
  /** The number of `judged` that counts. */
  readonly value: number;
  readonly goal: Goal;
  readonly verdict: 'aim' | 'target' | 'missed';
  /** Anything else worth keeping. */
  readonly notes?: Readonly<Record<string, unknown>>;
}

type Named = Pick<Line, 'row' | 'what' | 'baseline' | 'unit' | 'goal' | 'notes'>;

/** A line for a ratio to a baseline. */
export function ratioLine(named: Named, pairs: Pairs): Line {
  const judged = spreadOf(ratiosOf(pairs));
  const { ours, base } = pairs;
  return {
    ...named,
    measured: spreadOf(ours),
    base: spreadOf(base),
    judged,
    ...judge(judged.median, named.goal),
  };
}

/** A line for a number that stands alone; `of` picks what counts of its spread. */
export function plainLine(named: Named, numbers: readonly number[], of: 'median' | 'p99'): Line {
  const measured = spreadOf(numbers);
  return { ...named, measured, judged: measured, ...judge(measured[of], named.goal) };
}

function judge(value: number, { target, aim, isMore }: Goal): Pick<Line, 'value' | 'verdict'> {
  const reaches = (goal: number) => (isMore ? value >= goal : value <= goal);
  return { value, verdict: reaches(aim) ? 'aim' : reaches(target) ? 'target' : 'missed' };
}

/** The lines as a table for people. */
export function tableOf(lines: readonly Line[]): string {
  const head = ['measured', 'ours', 'baseline', 'value', 'quartiles (least)', 'target', 'aim', 'verdict'];
  const rows = lines.map((line) => {
    const { measured, base, judged, unit, goal } = line;
    const spread = `${show(judged.q1)}–${show(judged.q3)} (${show(judged.min)})`;
    return [
      line.what,
      `${show(measured.median)} ${unit}`,
      base ? `${show(base.median)} ${unit} ${line.baseline}` : line.baseline,
      show(line.value),
      spread,
      show(goal.target),
      show(goal.aim),
      line.verdict,
    ];
  });
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const format = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [format(head), format(widths.map((width) => '-'.repeat(width))), ...rows.map(format)].join('\n');
}

function show(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** Writes the lines below `bench/results`; returns the file. */
export function writeResults(root: string, lines: readonly Line[]): string {
  const folder = join(root, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = join(folder, `${at.replace(/[:.]/g, '-')}.json`);
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model, load: loadavg() };
  writeFileSync(file, `${JSON.stringify({ at, machine, lines }, null, 2)}\n`);
  return file;
}
