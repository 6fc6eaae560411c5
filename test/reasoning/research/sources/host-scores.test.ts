import { credibilityOf } from '../../../../src/reasoning/research/sources/credibility';
import { registry, universityDomains } from '../../../../src/reasoning/research/sources/registries/registry';
import { bands, hosts } from './hosts';
import { page } from './page';

test.each(hosts)('a page of %s is %s: %s', (url, band, reason) => {
  const { score, why } = credibilityOf(page({ url }));
  const [low, high] = bands[band];
  expect(why.join('\n')).toContain(reason);
  expect(score).toBeGreaterThanOrEqual(low);
  expect(score).toBeLessThanOrEqual(high);
});

test('scores of hosts spread, and no score is that of a third of them', () => {
  const scores = hosts.map(([url]) => credibilityOf(page({ url })).score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const spread = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length);
  const often = Math.max(...scores.map((score) => scores.filter((other) => other === score).length));
  expect(hosts.length).toBeGreaterThan(120);
  expect(spread).toBeGreaterThan(0.18);
  expect(Math.max(...scores)).toBeGreaterThanOrEqual(0.9);
  expect(Math.min(...scores)).toBeLessThan(0.1);
  expect(often).toBeLessThan(scores.length / 3);
});

test('tables hold hosts that can be matched, each once', () => {
  const names = [...registry.keys(), ...universityDomains];
  expect(
    names.filter((name) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name) || name.startsWith('www.')),
  ).toEqual([]);
  expect([...registry.values()].filter(({ publisher }) => publisher.trim() === '')).toEqual([]);
  expect(registry.size).toBeGreaterThan(1_000);
  expect(universityDomains.size).toBeGreaterThan(2_000);
});
