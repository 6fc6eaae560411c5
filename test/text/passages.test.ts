import { passagesOf } from '../../src/text/passages';

const sentence = 'The lighthouse keeper recorded every storm that came over the bay in winter. ';
const paragraph = (times: number) => sentence.repeat(times).trim();
const textsOf = (text: string) => passagesOf(text).map((passage) => passage.text);

test('paragraphs are kept whole where they fit, and small ones are joined', () => {
  const text = [paragraph(4), paragraph(5), paragraph(9), paragraph(2)].join('\n\n');
  expect(textsOf(text)).toEqual([`${paragraph(4)}\n\n${paragraph(5)}`, `${paragraph(9)}\n\n${paragraph(2)}`]);
});

test('a long paragraph is cut at the ends of sentences', () => {
  const passages = textsOf(paragraph(60));
  expect(passages.length).toBeGreaterThanOrEqual(4);
  for (const passage of passages) {
    expect(passage).toMatch(/^The lighthouse.* in winter\.$/);
    expect(passage.length).toBeLessThanOrEqual(1_200);
    expect(passage.length).toBeGreaterThanOrEqual(400);
  }
});

test('a heading goes with what is below it, and a long section begins a passage', () => {
  const text = `# Storms\n\n${paragraph(7)}\n\n## Calm\n\n${paragraph(14)}\n\n### Rain\n\nSome.`;
  expect(textsOf(text)).toEqual([
    `# Storms\n\n${paragraph(7)}`,
    `## Calm\n\n${paragraph(14)}`,
    '### Rain\n\nSome.',
  ]);
});

test('a table that fits stays whole with its head, one that does not is cut between rows', () => {
  const rows = (count: number) =>
    ['| Year | Storms |', ...Array.from({ length: count }, (_, row) => `| ${1900 + row} | ${row} |`)].join(
      '\n',
    );
  expect(textsOf(`${paragraph(12)}\n\n${rows(20)}`)).toEqual([paragraph(12), rows(20)]);
  const long = textsOf(rows(300));
  expect(long.length).toBeGreaterThan(2);
  for (const passage of long)
    for (const row of passage.split('\n')) expect(row).toMatch(/^\| \w+ \| \w+ \|$/);
});

test('items of a list are not cut', () => {
  const list = Array.from({ length: 40 }, (_, item) => `- Item ${item}. It has two sentences.`).join('\n');
  for (const passage of textsOf(list))
    for (const item of passage.split('\n')) expect(item).toMatch(/^- Item \d+\. It has two sentences\.$/);
});

test('a passage of a script without spaces has fewer characters', () => {
  const passages = textsOf('灯台守は冬の湾を越えてくる嵐をすべて記録した。'.repeat(100));
  for (const passage of passages) {
    expect(passage).toMatch(/^灯台守.*記録した。$/);
    expect(passage.length).toBeLessThanOrEqual(500);
    expect(passage.length).toBeGreaterThanOrEqual(160);
  }
});

test('what has no sentence to end is cut at a space, else between two characters', () => {
  const words = textsOf('lorem ipsum '.repeat(500));
  for (const passage of words) expect(passage).toMatch(/^(lorem|ipsum)\b.*\b(lorem|ipsum)$/);
  const families = textsOf('👨‍👩‍👧'.repeat(1_000));
  expect(families.length).toBeGreaterThan(5);
  for (const passage of families) expect(passage).toMatch(/^(👨‍👩‍👧)+$/u);
});

test('nothing has no passage', () => expect(passagesOf(' \n\n\t')).toEqual([]));
