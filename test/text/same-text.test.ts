import { fingerprint, isSameText } from '../../src/text/same-text';
import { cpuMsOf } from './cpu-time';

const subjects = ['keeper', 'mayor', 'captain', 'farmer', 'teacher', 'doctor', 'miller', 'baker'];
const verbs = ['recorded', 'feared', 'described', 'forgot', 'survived', 'welcomed', 'predicted'];
const things = ['storm', 'flood', 'market', 'ship', 'harvest', 'bridge', 'lighthouse', 'road', 'fire'];

/** Sentences that all differ, from a number on. */
function article(from: number, count: number): string {
  const pick = (list: readonly string[], at: number) => list[at % list.length] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const at = from + index;
    return `In ${1700 + at} the ${pick(subjects, at)} ${pick(verbs, at)} a ${pick(things, at * 5)} near ${pick(things, at * 7 + 1)} number ${at}.`;
  }).join(' ');
}

const japanese = Array.from(
  { length: 30 },
  (_, at) =>
    `${1900 + at}年に${'北南東西'[at % 4]}の湾で灯台守が${at}回目の${'嵐波風雪雨'[at % 5]}を記録した。`,
).join('');

test.each([
  ['a text and itself', article(0, 40), article(0, 40)],
  [
    'other whitespace, case and quotation marks',
    article(0, 40),
    article(0, 40).toUpperCase().replaceAll(' ', '\n'),
  ],
  [
    'a copy with other things around it',
    `Menu. ${article(0, 40)} ${article(900, 4)}`,
    `${article(500, 6)} ${article(0, 40)} Subscribe now!`,
  ],
  ['a copy that leaves the end out', article(0, 40), article(0, 20)],
  [
    'a copy of another day',
    `A storm\nPublished on 3 May 2024\n\n${article(0, 40)}`,
    `A storm\nPublished on 9 June 2025\n\n${article(0, 40)}`,
  ],
  ['a Japanese copy with another head', `新聞。${japanese}`, `ホーム｜ニュース\n${japanese}広告です。`],
  ['a gigantic text and its copy', article(0, 2_000), `${article(30_000, 200)} ${article(0, 2_000)}`],
])('%s are one text', (_what, one, other) => {
  expect(isSameText(one, other)).toBe(true);
  expect(isSameText(fingerprint(other), fingerprint(one))).toBe(true);
});

test.each([
  ['two articles', article(0, 40), article(100, 40)],
  ['two articles that share a part', article(0, 40), article(20, 40)],
  ['an article and a notice that it quotes', article(0, 60), article(10, 6)],
  ['a copy with one number changed', article(0, 40), article(0, 40).replace('In 1710', 'In 1711')],
  ['a Japanese copy with one number changed', japanese, japanese.replace('1910年', '1911年')],
  ['two Japanese articles', japanese, '明日は晴れるでしょう。山の道は長かった。'.repeat(20)],
  ['short texts', 'The storm came.', 'The storm came.'],
  ['nothing', '', ''],
])('%s are two', (_what, one, other) => {
  expect(isSameText(one, other)).toBe(false);
  expect(isSameText(other, one)).toBe(false);
});

test('a hundred pages are compared with each other within seconds', () => {
  const prints = Array.from({ length: 100 }, (_, page) => fingerprint(article(page * 200, 80)));
  let same = 0;
  const took = cpuMsOf(() => {
    for (const one of prints) for (const other of prints) if (isSameText(one, other)) same += 1;
  });
  expect(took).toBeLessThan(5_000);
  expect(same).toBe(100);
});
