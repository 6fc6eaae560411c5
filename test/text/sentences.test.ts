import { sentencesOf } from '../../src/text/sentences';

/** A text is written with `|` where one sentence ends and the next begins. */
function expectCuts(marked: string, language?: string): void {
  const text = marked.replaceAll('|', '');
  expect(sentencesOf(text, language).map((sentence) => sentence.text)).toEqual(
    marked.split('|').map((sentence) => sentence.trim()),
  );
}

test.each([
  'Dr. Smith met Prof. Jones. |They talked.',
  'J. K. Rowling and George R. R. Martin write. |So does A. S. Byatt.',
  'It costs $3.14, i.e. less than No. 5 of the list. |See Fig. 2 and p. 12.',
  'There were some, e.g. Dogs and cats, etc. |The end.',
  'The plan ended in 1990. |20 people left. |3.5 million stayed.',
  'The U.S. President met E.U. leaders in Washington, D.C. on Jan. 5. |It rained.',
  'He lives in the U.S. |She does not.',
  'Apple Inc. Chief Tim Cook spoke. |It was bought by Oracle Corp. |The price is secret.',
  'He said "Go home." |Then he left. |"Why?" she asked. |(Nobody knew.) |Done.',
  'Wait... what? |Wait... |What now?',
  'Yahoo! is a company. |Is it? |Yes!',
  'He came at 5 p.m. |Everyone had left.',
  'Vitamin C. |It is good.',
  'Smith et al. found it. |Later work disagrees.',
  'Version 2.0.1 is out. |iPhone sales rose. |eBay fell.',
  'Use node.js or example.com. |Both work.',
  'The St. Louis team vs. Boston. |Boston won.',
  'No. |I do not think so.',
  'Well?! |Really!! |“Yes.” |‘No.’ |Fine.',
])('English: %s', (marked) => expectCuts(marked, 'en'));

test.each([
  'Die Firma, z. B. Siemens, wurde am 5. März gegründet. |Danach wuchs sie.',
  'Das 19. Jahrhundert war lang, d. h. Hundert Jahre. |Im 20. Jahrhundert kam der Krieg.',
  'Herr Dr. Müller, geb. Schmidt, kostet ca. 3,5 Mio. Euro. |Es sind 12.000 Stück.',
  'Am 3. 10. 1990 war es so weit. |Vgl. Abb. 3 und Art. 5 Abs. 2 GG.',
  'Er fragte: „Wer ist da?“ |Niemand antwortete.',
  'Der 3. Platz ging an sie. |Das war u. a. Peters Verdienst usw. |Die anderen gingen leer aus.',
  'Friedrich II. |Er regierte lange.',
])('German: %s', (marked) => expectCuts(marked, 'de'));

test.each([
  '今日は天気がよい。|明日は雨だ！|本当か？|はい。',
  '彼は「行く。」と言った。|そして出た。',
  '「行くの？行かないの？」と彼女は聞いた。|答えはなかった。',
  '「もう帰ります。」|彼はそう言った。',
  '価格は3.5万円（税込。）です。|安い。',
  'GDPは約4.2兆ドル．|人口は1億2千万人．',
  '彼女は……何も言わなかった。|「え？」',
])('Japanese: %s', (marked) => expectCuts(marked, 'ja'));

test.each([
  '今天天气很好。|我们去公园吧！|你去吗？|好的。',
  '他说：“我来了。我走了。”|然后他离开了。',
  '“你好。”他说。|没有人回答……',
  '《红楼梦》写于18世纪。|作者是曹雪芹。',
  '增长了3.5%。|其中（见图2。）最多。',
])('Chinese: %s', (marked) => expectCuts(marked, 'zh'));

test.each([
  '오늘은 날씨가 좋다. |내일은 비가 온다! |정말? |네.',
  '2024. 5. 3. 서울에서 열렸다. |그는 “간다.”라고 말했다. |끝.',
  '인구는 51.7백만 명이다. |면적은 10만 km²이다.',
])('Korean: %s', (marked) => expectCuts(marked, 'ko'));

test.each([
  'ما هو عدد السكان؟ |عددهم ١٠٫٥ مليون نسمة. |هذا كثير!',
  'قال د. أحمد ذلك. |ثم ذهب.',
  'ولد عام 1980 م. في القاهرة. |درس الطب؛ ثم عمل.',
])('Arabic: %s', (marked) => expectCuts(marked, 'ar'));

test.each([
  '« Bonjour. » |Il partit. |M. Dupont arriva à 8 h.',
  'El Sr. García llegó. |¿Quién es? |¡Nadie!',
  'Он жил в г. Москве. |Потом уехал.',
  'यह एक वाक्य है। |यह दूसरा है।',
  'Ο κ. Παπαδόπουλος ήρθε. |Μετά έφυγε.',
])('other languages: %s', (marked) => expectCuts(marked));

test.each([
  'It grew by 5%.[1] |Then it fell. [p3, p7] |Nobody knows why [2]. |It ended.[3][4] |Over.',
  '增长了。[1]|然后下降。【2】|结束。',
  'It **grew.** |It *fell!* |`Done.`',
])('citation marks and emphasis stay with the sentence before them: %s', (marked) => expectCuts(marked));

test('headings, items and rows are sentences of their own, and a wrapped line is not', () => {
  const text = [
    '# What it is',
    'A database that is distributed over many machines and',
    'keeps its data. It has two parts:',
    '1. The store. It keeps data.',
    '2. The log',
    '- e.g. this',
    '',
    '| Year | Sales |',
    '| 2020 | 5. |',
    '',
    'Last words',
  ].join('\n');
  expect(sentencesOf(text).map((sentence) => sentence.text)).toEqual([
    '# What it is',
    'A database that is distributed over many machines and\nkeeps its data.',
    'It has two parts:',
    '1. The store.',
    'It keeps data.',
    '2. The log',
    '- e.g. this',
    '| Year | Sales |',
    '| 2020 | 5. |',
    'Last words',
  ]);
});

test('a Japanese paragraph that was broken to a width is read as one', () => {
  expectCuts('分散データベースは、多くの機械の上で動き、デー\nタを失わない仕組みである。|速い。');
});

test('nothing is no sentence', () => {
  expect(sentencesOf('')).toEqual([]);
  expect(sentencesOf(' \n\n ')).toEqual([]);
  expect(sentencesOf('...')).toEqual([{ start: 0, end: 3, text: '...' }]);
});
