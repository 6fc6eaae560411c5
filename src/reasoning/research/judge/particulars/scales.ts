/** Words that multiply the number before them. */
const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  millions: 1e6,
  mn: 1e6,
  billion: 1e9,
  billions: 1e9,
  bn: 1e9,
  trillion: 1e12,
  trillions: 1e12,
  dozen: 12,
  lakh: 1e5,
  crore: 1e7,
  // Chinese and Japanese
  百: 1e2,
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  亿: 1e8,
  億: 1e8,
  兆: 1e12,
  // Korean
  백: 1e2,
  천: 1e3,
  만: 1e4,
  억: 1e8,
  조: 1e12,
  백만: 1e6,
  천만: 1e7,
  // Arabic
  مئة: 1e2,
  مائة: 1e2,
  ألف: 1e3,
  ألفا: 1e3,
  ألفًا: 1e3,
  آلاف: 1e3,
  مليون: 1e6,
  مليونا: 1e6,
  مليونًا: 1e6,
  ملايين: 1e6,
  مليار: 1e9,
  مليارا: 1e9,
  مليارات: 1e9,
  بليون: 1e9,
  تريليون: 1e12,
};

/** German counts on by thousands of millions, with words that look like English ones. */
const german: Readonly<Record<string, number>> = {
  hundert: 1e2,
  tausend: 1e3,
  'tsd.': 1e3,
  'mio.': 1e6,
  mio: 1e6,
  million: 1e6,
  millionen: 1e6,
  'mrd.': 1e9,
  mrd: 1e9,
  milliarde: 1e9,
  milliarden: 1e9,
  'bio.': 1e12,
  billion: 1e12,
  billionen: 1e12,
};

/** The words of scale that a text of this language may use, in lower case, with their factors. */
export function scalesOf(language: string | undefined): Readonly<Record<string, number>> {
  return language === 'de' ? inGerman : elsewhere;
}

// Joined once: every number of every sentence asks for them.
const inGerman = { ...scales, ...german };
const elsewhere = { ...german, ...scales };
