import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choiceShares } from '../../src/reasoning/research/sources/choose-pages';
import { hostKinds } from '../../src/reasoning/research/sources/host-kinds';
import { qualityShares } from '../../src/reasoning/research/sources/quality';
import { registry, universityDomains } from '../../src/reasoning/research/sources/registries/registry';

const docs = readFileSync(join(__dirname, '..', '..', 'docs', 'sources.md'), 'utf8');

test('docs/sources.md shows each kind of host with its base and what it is, and no other', () => {
  const rows = [...docs.matchAll(/^\| `(\w+)` +\| (\d\.\d\d) \| ([^|]+?) +\|/gm)].map(
    ([, kind, base, says]) => [kind, base, says],
  );
  const kinds = Object.entries(hostKinds).map(([kind, { base, says }]) => [kind, base.toFixed(2), says]);
  expect([...rows].sort()).toEqual(kinds.sort());
  expect(rows.map(([, base]) => Number(base))).toEqual(
    rows.map(([, base]) => Number(base)).sort((a, b) => b - a),
  );
});

test('docs/sources.md shows the formulas’ shares', () => {
  const { completeness, recency, readability } = qualityShares;
  expect(docs).toContain(
    `${completeness} · completeness + ${recency} · recency + ${readability} · readability`,
  );
  const shares = Object.entries(choiceShares).map(([part, share]) => `${share.toFixed(2)} · ${part}`);
  expect(docs).toContain(shares.join(' + '));
  expect(Object.values(choiceShares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
});

test('docs/sources.md says how much the tables hold, about', () => {
  const [, hosts = '', universities = ''] =
    /know some ([\d,]+) hosts and ([\d,]+) universities/.exec(docs) ?? [];
  const about = (text: string, size: number) => Math.abs(Number(text.replace(',', '')) - size) < 100;
  expect(about(hosts, registry.size) && about(universities, universityDomains.size)).toBe(true);
});
