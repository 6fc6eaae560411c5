import { judged, type Page } from './judged';

const pages: Readonly<Record<string, readonly Page[]>> = {
  en: [
    [
      'Harbour ferry',
      'The harbour ferry carried 1,250,000 passengers in 2023. It was opened on 4 May 1998 by Anna Berg. The ferry does not run on public holidays. The northern pier is the longest of the three piers.',
    ],
    ['Tram', 'The tram of Ostberg carried 900,000 passengers in 2021.'],
  ],
  de: [
    [
      'Hafenfähre',
      'Die Hafenfähre beförderte im Jahr 2023 rund 1,25 Millionen Fahrgäste. Sie wurde am 4. Mai 1998 eröffnet. An Feiertagen fährt die Hafenfähre nicht.',
    ],
  ],
  ja: [
    [
      '青葉製薬',
      '青葉製薬は2003年5月4日に設立された。青葉製薬の従業員は1,250人を数える。青葉製薬は株式を上場していない。',
    ],
    ['若草電機', '若草電機は1985年に設立された。若草電機の従業員は8,000人を数える。'],
  ],
  zh: [
    ['星河公司', '星河公司成立于1998年。星河公司拥有员工12万人。星河公司没有上市。'],
    ['远山公司', '远山公司成立于2010年。远山公司拥有员工3万人。'],
  ],
  ko: [
    [
      '한빛다리',
      '한빛다리는 1998년에 완공되었다. 한빛다리의 길이는 1,250미터이다. 한빛다리는 보행자가 이용할 수 없다.',
    ],
  ],
  ar: [
    [
      'الجسر',
      'افتتح الجسر الكبير في عام 1998. يبلغ طول الجسر الكبير 1250 مترا. لم يغلق الجسر الكبير في الشتاء.',
    ],
  ],
};

test.each([
  ['en', 'In 2023 the harbour ferry carried 1.25 million passengers.', 'supported'],
  ['en', 'The harbour ferry carried 1.45 million passengers in 2023.', 'contradicted'],
  ['en', 'The harbour ferry was opened on 1998-05-04 by Anna Berg.', 'supported'],
  ['en', 'The harbour ferry was opened on 4 May 1999 by Anna Berg.', 'contradicted'],
  ['en', 'The harbour ferry runs on public holidays.', 'contradicted'],
  ['en', 'The northern pier is the shortest of the three piers.', 'contradicted'],
  ['en', 'The harbour ferry has a restaurant with sixty seats.', 'undecided'],
  ['en', 'The harbour ferry carried 1,250,000 passengers in 2023, and serves hot meals.', 'undecided'],
  ['de', 'Die Hafenfähre beförderte 2023 rund 1.250.000 Fahrgäste.', 'supported'],
  ['de', 'Die Hafenfähre beförderte 2023 rund 2.250.000 Fahrgäste.', 'contradicted'],
  ['de', 'Die Hafenfähre fährt an Feiertagen.', 'contradicted'],
  ['de', 'Die Hafenfähre gehört einem Verein aus Lübeck.', 'undecided'],
  ['ja', '青葉製薬は平成15年5月4日に設立された。', 'supported'],
  ['ja', '青葉製薬の従業員は1,850人を数える。', 'contradicted'],
  ['ja', '青葉製薬は株式を上場している。', 'contradicted'],
  ['ja', '青葉製薬の売上高は300億円だった。', 'undecided'],
  ['zh', '一九九八年，星河公司成立。', 'supported'],
  ['zh', '星河公司共有员工120,000人。', 'supported'],
  ['zh', '星河公司成立于2001年。', 'contradicted'],
  ['zh', '星河公司已经上市。', 'contradicted'],
  ['zh', '星河公司去年营业收入为30亿元。', 'undecided'],
  ['ko', '한빛다리의 길이는 1.25킬로미터이다.', 'supported'],
  ['ko', '한빛다리는 2001년에 완공되었다.', 'contradicted'],
  ['ko', '한빛다리는 보행자가 이용할 수 있다.', 'contradicted'],
  ['ar', 'افتتح الجسر الكبير في عام ١٩٩٨.', 'supported'],
  ['ar', 'يبلغ طول الجسر الكبير 1950 مترا.', 'contradicted'],
  ['ar', 'أغلق الجسر الكبير في الشتاء.', 'contradicted'],
])('%s: "%s" is %s', (language, claim, verdict) => {
  expect(judged(language, claim, pages[language] ?? []).verdict).toBe(verdict);
});

test('what a verdict quotes stands in its page', () => {
  const [page] = pages['en'] ?? [];
  const { supporting } = judged(
    'en',
    'In 2023 the harbour ferry carried 1.25 million passengers.',
    pages['en'] ?? [],
  );
  const [quote] = supporting;
  expect(page?.[1].slice(quote?.start, quote?.end)).toBe(quote?.text);
  expect(quote?.text).toBe('The harbour ferry carried 1,250,000 passengers in 2023.');
});
