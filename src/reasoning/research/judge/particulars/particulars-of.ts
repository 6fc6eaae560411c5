import { datesOf } from './dates';
import type { DateMention, NumberMention, Particulars } from './mention';
import { namesOf } from './names';
import { negationsOf } from './negations';
import { numbersOf } from './numbers';
import { blanked, plainDigits } from './plain-digits';

/**
 * The numbers, dates, names and negations of a text, so that they compare across formats and languages: "1.2 million",
 * "1,200,000" and 120万 are one number, 令和5年 and 2023 one year, Deutschland and Germany one name.
 *
 * @param language of the text, such as `de`; it decides what marks of thousands mean. Absent: as in English.
 */
export function particularsOf(text: string, language?: string): Particulars {
  const plain = plainDigits(text);
  const dates = datesOf(plain);
  const rest = blanked(plain, dates);
  const numbers = numbersOf(rest, language);
  const years = numbers.filter((number) => isYear(rest, number));
  return {
    numbers: joined(
      rest,
      numbers.filter((number) => !years.includes(number)),
    ),
    dates: [...dates, ...years.map(yearOf)]
      .map((date) => ({ ...date, text: text.slice(date.start, date.end) }))
      .sort((one, other) => one.start - other.start),
    names: namesOf(blanked(text, [...dates, ...numbers]), language),
    negations: negationsOf(text, language),
  };
}

/**
 * Four plain digits without a unit are a year, unless a character counts something by them (1330人); where it was a
 * number after all, both compare as numbers.
 */
function isYear(text: string, { value, unit, isOrdinal, start, end }: NumberMention): boolean {
  return (
    /^[12]\d{3}$/.test(text.slice(start, end)) &&
    !/^[人名個个件冊册本部台社点點匹枚隻只頭头戸户家所校店座例位艘辆輛架]/u.test(text.slice(end)) &&
    unit === '' &&
    !isOrdinal &&
    value >= 1_000 &&
    value < 2_100
  );
}

function yearOf({ start, end, text, value }: NumberMention): DateMention {
  return {
    start,
    end,
    text,
    year: value,
    month: undefined,
    day: undefined,
    span: 'date',
    isAmbiguous: false,
  };
}

/** In "10–15 million km" the first number has the scale and unit of the second. */
function joined(text: string, numbers: readonly NumberMention[]): NumberMention[] {
  return numbers.map((number, index) => {
    const next = numbers[index + 1];
    if (
      !next ||
      number.unit !== '' ||
      !/^\s?(?:[-–—~〜～]|to|bis|und|and|から|至|到|에서)\s?$/u.test(text.slice(number.end, next.start))
    )
      return number;
    const scale = /^\d+(?:\.\d+)?$/.test(number.text) && Math.abs(next.value) >= 1_000 ? next.step : 1;
    const isScaled = scale > 1 && number.value < 1_000;
    return {
      ...number,
      unit: next.unit,
      value: isScaled ? number.value * scale : number.value,
      step: isScaled ? next.step : number.step,
    };
  });
}
