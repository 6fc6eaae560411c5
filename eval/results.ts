import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableOf, type NamedRow } from './table';

/** Writes rows as a table and as JSON below `eval/results`, which git leaves alone; returns the file of the table. */
export function writeResults(root: string, rows: readonly NamedRow[], model: string): string {
  const folder = join(root, 'eval', 'results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = join(folder, at.replace(/[:.]/g, '-'));
  writeFileSync(`${file}.json`, `${JSON.stringify({ at, node: process.version, model, rows }, null, 2)}\n`);
  writeFileSync(`${file}.md`, `${tableOf(rows)}\n`);
  return `${file}.md`;
}
