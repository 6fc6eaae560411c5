import { isMet, type EvalRow, type Measured } from './section';

/** Rows with the section that they come from. */
export type NamedRow = EvalRow & { readonly section: string };

const head = ['figure', 'value', '95 % interval', 'n', 'target', 'met', 'baselines'];

/** The rows as a table in Markdown, one a section's rows after the other's. */
export function tableOf(rows: readonly NamedRow[]): string {
  const cells = rows.map((row) => [
    `${row.section}: ${row.figure}`,
    shown(row.value, row.unit),
    intervalOf(row, row.unit),
    String(row.n),
    targetOf(row),
    metOf(row),
    row.baselines.map((other) => `${other.name} ${shown(other.value, row.unit)}`).join(', '),
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

function shown(value: number, unit: EvalRow['unit']): string {
  if (Number.isNaN(value)) return '–';
  switch (unit) {
    case 'share':
      return value === 1 ? '1' : value.toFixed(3);
    case 'error':
      return value.toFixed(3);
    case 'count':
      return String(value);
    case 'ms':
      return `${Number(value.toPrecision(3))} ms`;
    case 'USD':
      return `$${Number(value.toPrecision(2))}`;
  }
}

function intervalOf({ low, high }: Measured, unit: EvalRow['unit']): string {
  return low === undefined || high === undefined ? '' : `${shown(low, unit)}–${shown(high, unit)}`;
}

function targetOf({ target, unit, mustBeatBaselines }: EvalRow): string {
  if (!target) return '';
  const bound = `${target.isMost === true ? '≤' : '≥'} ${shown(target.value, unit)}`;
  return mustBeatBaselines === true ? `${bound}, above baselines` : bound;
}

function metOf(row: EvalRow): string {
  const met = isMet(row);
  return met === undefined ? '' : met ? 'yes' : 'missed';
}
