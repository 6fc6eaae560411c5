/** A number as its digits say it, and one unit of its last digit. */
export interface Reading {
  readonly value: number;
  readonly step: number;
}

const spaces = /[ \u00a0\u202f\u2009'’]/g;

/**
 * Reads digits with marks of thousands and decimals. What a single mark means depends on the language: 1.234 is a
 * thousand in German and one and a bit in English. Undefined for what is no number, such as 1.2.3.
 */
export function readDigits(text: string, language: string | undefined): Reading | undefined {
  const digits = text.replace(spaces, '');
  const marks = digits.replace(/\d/g, '');
  if (marks === '') return reading(digits, '');
  const last = marks.at(-1) ?? '';
  const isMixed = new Set(marks).size > 1;
  if (isMixed) {
    if (marks.indexOf(last) !== marks.length - 1) return undefined;
    const [whole = '', part = ''] = digits.split(last);
    return isGrouped(whole) ? reading(whole.replace(/[.,]/g, ''), part) : undefined;
  }
  const thousands = language === 'de' || language === 'es' ? '.' : ',';
  if (isGrouped(digits) && (marks.length > 1 || last === thousands))
    return reading(digits.replace(/[.,]/g, ''), '');
  if (marks.length > 1) return undefined;
  const [whole = '', part = ''] = digits.split(last);
  return reading(whole, part);
}

/** Groups of three, or of two before the last three as in India. */
function isGrouped(digits: string): boolean {
  return /^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(digits) || /^[1-9]\d?(?:,\d{2})+,\d{3}$/.test(digits);
}

function reading(whole: string, part: string): Reading {
  return { value: Number(part === '' ? whole : `${whole}.${part}`), step: 10 ** -part.length };
}
