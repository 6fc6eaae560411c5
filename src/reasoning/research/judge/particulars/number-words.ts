const english: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const german: Readonly<Record<string, number>> = {
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwölf: 12,
  zwanzig: 20,
  dreißig: 30,
  vierzig: 40,
  fünfzig: 50,
  sechzig: 60,
  siebzig: 70,
  achtzig: 80,
  neunzig: 90,
};
/** Only where no other word looks the same: 1 is also "a" in each of these languages. */
const arabic: Readonly<Record<string, number>> = {
  ثلاثة: 3,
  ثلاث: 3,
  أربعة: 4,
  أربع: 4,
  خمسة: 5,
  خمس: 5,
  ستة: 6,
  سبعة: 7,
  سبع: 7,
  ثمانية: 8,
  تسعة: 9,
  تسع: 9,
  عشرة: 10,
};
const korean: Readonly<Record<string, number>> = {
  '두 ': 2,
  '세 ': 3,
  '네 ': 4,
  다섯: 5,
  여섯: 6,
  일곱: 7,
  여덟: 8,
  아홉: 9,
};

export const numberWords: Readonly<Record<string, number>> = { ...english, ...german, ...arabic, ...korean };

/** Words that say a place in an order. */
export const ordinalWords: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  erste: 1,
  ersten: 1,
  erster: 1,
  zweite: 2,
  zweiten: 2,
  zweiter: 2,
  dritte: 3,
  dritten: 3,
  dritter: 3,
  vierte: 4,
  vierten: 4,
  fünfte: 5,
  fünften: 5,
  sechste: 6,
  sechsten: 6,
};

const digits = '〇一二三四五六七八九';
const others: Readonly<Record<string, number>> = { 零: 0, 两: 2, 兩: 2, 元: 1 };
const small: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };
const large: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 億: 1e8, 亿: 1e8, 兆: 1e12 };

/** Characters of which Chinese and Japanese numbers are written. */
export const kanjiNumerals = '〇零一二三四五六七八九十百千万萬億亿兆两兩';

/** Reads a number written in Chinese characters, such as 二〇二三 or 百二十万; undefined for what is none. */
export function fromKanji(text: string): number | undefined {
  const values = [...text].map((character) => {
    const at = digits.indexOf(character);
    return at >= 0 ? at : others[character];
  });
  if (values.every((value) => value !== undefined)) return Number(values.join(''));
  let total = 0;
  let section = 0;
  let current: number | undefined;
  for (const [index, character] of [...text].entries()) {
    const value = values[index];
    const unit = small[character];
    const scale = large[character];
    if (value !== undefined) current = value;
    else if (unit !== undefined) {
      section += (current ?? 1) * unit;
      current = undefined;
    } else if (scale !== undefined) {
      total += (section + (current ?? 0) || 1) * scale;
      section = 0;
      current = undefined;
    } else return undefined;
  }
  return total + section + (current ?? 0);
}
