import { languageOf } from '../../src/text/language';

test.each([
  ['en', 'What is the capital of France?'],
  ['en', 'effects of caffeine on sleep quality'],
  ['en', 'Is nuclear power safe?'],
  ['en', 'Compare Postgres and MySQL'],
  ['de', 'Vergleiche die Energiepolitik Deutschlands'],
  ['de', 'Erkläre den Unterschied zwischen TCP und UDP'],
  ['fr', 'Quelle est la hauteur de la tour Eiffel ?'],
  ['es', '¿Cuántos habitantes tiene Madrid?'],
  ['pt', 'Qual a população do Brasil?'],
  ['it', 'Chi ha fondato la Ferrari?'],
  ['nl', 'Hoeveel inwoners heeft Nederland?'],
  ['sv', 'Hur många invånare har Sverige?'],
  ['pl', 'Ile mieszkańców ma Polska?'],
  ['tr', 'Türkiye nüfusu kaç?'],
  ['vi', 'Dân số Việt Nam là bao nhiêu?'],
  ['ru', 'Сколько жителей в Москве?'],
  ['uk', 'Скільки людей живе у Києві?'],
  ['ja', '東京都の人口は？'],
  ['ja', '量子誤り訂正の最新研究動向を要約してください'],
  ['ja', 'GPT-4とClaudeを比較'],
  ['zh', '北京有多少人口？'],
  ['zh', '比較臺灣與日本的能源政策'],
  ['zh', '日本动画《となりのトトロ》对中国年轻观众的影响主要体现在审美观念与价值取向方面，值得深入研究。'],
  ['ko', '서울의 인구는 얼마입니까?'],
  ['ar', 'ما هو عدد سكان مصر؟'],
  ['fa', 'جمعیت ایران چقدر است؟'],
  ['he', 'מהי בירת ישראל?'],
  ['th', 'ประเทศไทยมีประชากรเท่าไร'],
  ['hi', 'भारत की राजधानी क्या है'],
  ['el', 'Ποιος είναι ο πληθυσμός της Ελλάδας;'],
])('%s: %s', (language, text) => expect(languageOf(text)).toBe(language));

test.each(['', '12345 + 67', 'Elon Musk', 'Toyota Corolla 2023', 'https://example.com/der/die/das', '👍🏽'])(
  'it does not show in %j',
  (text) => expect(languageOf(text)).toBe('und'),
);

test('a page is of the language of its prose, whatever it names, links and shows', () => {
  const german = 'Der Leuchtturm wurde 1900 gebaut und ist seit dem Krieg nicht mehr in Betrieb. ';
  const code = '```js\nfor (const the of all) if (the.is) return the;\n```\n'.repeat(10);
  expect(
    languageOf(`${code}${german.repeat(10)} The Lighthouse of the North https://example.com/the/and/of`),
  ).toBe('de');
  const finnish =
    'Tietokanta on järjestelmä, joka on hajautettu monelle koneelle. He sanovat, että se on nopea. ';
  expect(languageOf(finnish.repeat(10))).toBe('fi');
  expect(languageOf('The quick brown fox, e.g. this one, jumps over the lazy dog. '.repeat(30_000))).toBe(
    'en',
  );
  expect(
    languageOf(`東京電力福島第一原子力発電所事故調査委員会報告書要旨。${'これは報告書である。'.repeat(5)}`),
  ).toBe('ja');
});
