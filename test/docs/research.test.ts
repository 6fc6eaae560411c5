import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '../../src/contract/limits';
import { ResearchStrategy } from '../../src/contract/research/settings';
import { mostOf, researchSettings, strategies } from '../../src/reasoning/research/strategies';

const docs = readFileSync(join(__dirname, '..', '..', 'docs', 'research.md'), 'utf8');

/** The rows of a section's first table that begin with a strategy, by cell. */
function rowsOf(heading: string): string[][] {
  const section = docs.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => ResearchStrategy.options.some((name) => line.startsWith(`| \`${name}\` `)))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll(/[`,]/g, '')),
    );
}

test('docs/research.md shows the figures of each strategy', () => {
  const figures = ResearchStrategy.options.map((name) => {
    const own = strategies[name];
    const { questions, searches, pages, rounds, gaps, atOnce, sections, tier, verify, gatherSeconds } = own;
    const numbers = [questions, searches, pages, rounds, gaps, atOnce, sections].map(String);
    return [name, ...numbers, tier, verify ? 'yes' : 'no', `${gatherSeconds} s`];
  });
  expect(rowsOf('Strategies and settings')).toEqual(figures);
});

test('docs/research.md shows what each strategy takes at most', () => {
  const figures = ResearchStrategy.options.map((strategy) => {
    const { modelCalls, searches, pages, tokens } = mostOf(researchSettings({ strategy }, 100_000));
    return [strategy, ...[modelCalls, searches, pages, tokens].map(String), 'timeout_seconds'];
  });
  expect(rowsOf('What it costs at most')).toEqual(figures);
  expect(docs).toContain(`A task makes ${limits.researchCalls} calls`);
  expect(docs).toContain(`adds ${limits.factCalls} calls`);
});
