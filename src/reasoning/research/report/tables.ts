import type { Line } from '../../../text/lines';

/** A row of a table that states something. */
export interface TableRow {
  readonly start: number;
  readonly end: number;
  /** What its cells say, each under its head: `Country: Japan; Population: 125 million`. */
  readonly text: string;
}

/** The tables of a text. */
export interface Tables {
  readonly rows: readonly TableRow[];
  /** Whether a line, by its index, belongs to a table. */
  readonly has: (line: number) => boolean;
}

const rule = /^[\s|:-]*-[\s|:-]*$/;

/** The tables of a text, by its lines: rows with a sign between their cells, below a head with a rule where there is one. */
export function tablesOf(text: string, lines: readonly Line[]): Tables {
  const rows: TableRow[] = [];
  const own = new Set<number>();
  const lineAt = (index: number) => text.slice(lines[index]?.start ?? 0, lines[index]?.end ?? 0);
  for (let at = 0; at < lines.length; at += 1) {
    if (!isRow(lines[at])) continue;
    const first = at;
    while (isRow(lines[at + 1])) at += 1;
    const isHeaded = at > first && isRule(lineAt(first + 1));
    const heads = isHeaded ? cellsOf(lineAt(first)) : [];
    for (let index = first; index <= at; index += 1) {
      own.add(index);
      const line = lines[index];
      const content = lineAt(index);
      if (!line || isRule(content) || (isHeaded && index === first)) continue;
      const start = line.start + content.length - content.trimStart().length;
      rows.push({ start, end: start + content.trim().length, text: rowText(cellsOf(content), heads) });
    }
  }
  return { rows, has: (line) => own.has(line) };
}

/** The cells of a row, without the signs between them. */
export function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function rowText(cells: readonly string[], heads: readonly string[]): string {
  return cells
    .map((cell, index) => (cell !== '' && (heads[index] ?? '') !== '' ? `${heads[index]}: ${cell}` : cell))
    .filter((cell) => cell !== '')
    .join('; ');
}

function isRow(line: Line | undefined): boolean {
  return line?.kind === 'row';
}

function isRule(content: string): boolean {
  return rule.test(content);
}
