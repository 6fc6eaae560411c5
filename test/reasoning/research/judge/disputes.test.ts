import { judged } from './judged';

const alder = ['Alder Foods', 'Alder Foods has its head office in Eastmere. It sells bread.'] as const;
const birch = ['Birch Mills', 'Birch Mills has its head office in Eastmere. It sells flour.'] as const;

test('two things of which pages say the same do not contradict each other', () => {
  const { verdict, conflicting } = judged('en', 'Alder Foods has its head office in Eastmere.', [
    alder,
    birch,
  ]);
  expect([verdict, conflicting]).toEqual(['supported', []]);
});

test('a page about the same thing that names another place does', () => {
  const other = ['Alder Foods, a portrait', 'Alder Foods has its head office in Ravensby.'] as const;
  const { conflicting } = judged('en', 'Alder Foods has its head office in Eastmere.', [alder, birch, other]);
  expect(conflicting.map(({ text }) => text)).toEqual([other[1]]);
});

test('a claim is contradicted in the words of a page that supports it, too', () => {
  const { verdict, conflicting } = judged('en', 'Marrow is where Alder Shipping has its head office.', [
    ['Alder Shipping', 'The head office of Alder Shipping is in Marrow. It was built of brick.'],
    ['Alder Shipping, a portrait', 'The head office of Alder Shipping is in Kestrel. It has a garden.'],
  ]);
  expect(verdict).toBe('supported');
  expect(conflicting.map(({ text }) => text)).toEqual(['The head office of Alder Shipping is in Kestrel.']);
});

test('two prices that no one thing can have are of two things', () => {
  const { verdict, conflicting } = judged(
    'en',
    'A passage of the Aldersund tunnel costs drivers 38 crowns.',
    [
      ['Fees', 'A passage of the Aldersund tunnel costs drivers 38 crowns.'],
      ['The Aldersund tunnel', 'The Aldersund tunnel cost 412 million crowns to build.'],
    ],
  );
  expect([verdict, conflicting]).toEqual(['supported', []]);
});
