import fc from '../support/properties';
import { bestPaths } from '../../src/reasoning/thought-tree';

test('the best lines by value, the earlier first among equals', () => {
  const paths = [['a'], ['b'], ['c'], ['d']];
  expect(bestPaths(paths, [0.2, 0.9, 0.9, 0.5], 3)).toEqual([
    { path: ['b'], value: 0.9 },
    { path: ['c'], value: 0.9 },
    { path: ['d'], value: 0.5 },
  ]);
});

test('without values the first ones, worth a half; so is a line whose value is missing', () => {
  expect(bestPaths([['a'], ['b'], ['c']], undefined, 2)).toEqual([
    { path: ['a'], value: 0.5 },
    { path: ['b'], value: 0.5 },
  ]);
  expect(bestPaths([['a'], ['b'], ['c']], [0.4], 3).map(({ path }) => path[0])).toEqual(['b', 'c', 'a']);
});

test('nothing better is left behind', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
      fc.nat({ max: 8 }),
      (values, most) => {
        const paths = values.map((_, index) => [`${index}`]);
        const best = bestPaths(paths, values, most);
        expect(best).toHaveLength(Math.min(most, values.length));
        const taken = new Set(best.map(({ path }) => Number(path[0])));
        const worst = Math.min(...best.map(({ value }) => value));
        values.forEach((value, index) => {
          if (best.length > 0 && !taken.has(index)) expect(value).toBeLessThanOrEqual(worst);
        });
      },
    ),
  );
});
