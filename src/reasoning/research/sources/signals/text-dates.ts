import type { PageText } from '../../../../contract/research/pages';
import { datesOf } from '../../judge/particulars/dates';
import { plainDigits } from '../../judge/particulars/plain-digits';
import { dayOf, isoOf, yearsBetween } from './days';
import type { Signal } from './signal';

type Read = Pick<PageText, 'text' | 'published' | 'retrieved_at'>;

/** Words before the day of publication, in English, German, French, Spanish, Japanese, Chinese, Korean and Arabic. */
const published =
  /\b(?:first published|published|posted|publication date|veröffentlicht|erschienen|erstellt|publié|publicado)\b|公開日|掲載日|投稿日|発行日|发布(?:时间|日期|于)|發(?:布|佈)(?:時間|日期|於)|发表于|发布：|입력|게시일|등록일|작성일|تاريخ النشر|نُ?شر (?:في|بتاريخ|يوم)/iu;
/** Words before the day of the last change. */
const changed =
  /\b(?:last (?:updated|modified|reviewed|changed)|updated|zuletzt (?:aktualisiert|geändert)|aktualisiert|mis à jour|actualizado)\b|最終更新|更新日|更新(?:时间|日期|于|時間)|수정일?|최종수정|آخر (?:تحديث|تعديل)/iu;
/** Where a page tells its day: near its beginning, or in its last lines. */
const headCharacters = 1_500;
const tailCharacters = 500;
const longestLine = 140;
/** Text that is searched for days. */
const lookedAt = 30_000;
/** Two months of one: what is announced for the next weeks is no sign. */
const soonYears = 60 / 365;
const monthYears = 31 / 365;
const leastLaterDays = 3;

/** Where a page's text tells another day than the page says of itself. */
export function textDateSignals(page: Read): readonly Signal[] {
  const said = dayOf(page.published);
  if (said === undefined) return [];
  const other = labelledDay(page.text, said);
  if (other !== undefined)
    return [
      {
        weight: -0.2,
        why: `says that it was published on ${isoOf(said)}, but its text says ${isoOf(other)}`,
      },
    ];
  const later = laterDays(page, said);
  if (later.length < leastLaterDays) return [];
  return [
    {
      weight: -0.15,
      why: `says that it was published on ${isoOf(said)}, but tells of ${isoOf(Math.max(...later))} and other later days`,
    },
  ];
}

/** The day that a line of the text gives as the page's own, where it cannot be the day that the page says. */
function labelledDay(text: string, said: number): number | undefined {
  const parts =
    text.length <= headCharacters + tailCharacters
      ? [text]
      : [text.slice(0, headCharacters), text.slice(-tailCharacters)];
  for (const line of parts.join('\n').split('\n')) {
    if (line.length > longestLine) continue;
    const isChanged = changed.test(line);
    if (!isChanged && !published.test(line)) continue;
    const days = daysIn(line);
    // A line may give both days; only one that gives none that fits speaks against the page.
    const wrong = days.filter((day) =>
      isChanged ? yearsBetween(day, said) > monthYears : Math.abs(yearsBetween(day, said)) > monthYears,
    );
    if (days.length > 0 && wrong.length === days.length) return wrong[0];
  }
  return undefined;
}

/** Different days, well after the day said and not after the page was read. */
function laterDays({ text, retrieved_at }: Read, said: number): readonly number[] {
  const read = dayOf(retrieved_at) ?? said;
  const later = daysIn(text.slice(0, lookedAt)).filter(
    (day) => yearsBetween(said, day) > soonYears && day <= read,
  );
  return [...new Set(later)];
}

function daysIn(text: string): readonly number[] {
  return datesOf(plainDigits(text)).flatMap(({ year, month, day, isAmbiguous }) => {
    if (year === undefined || month === undefined || day === undefined || isAmbiguous) return [];
    const two = (part: number): string => String(part).padStart(2, '0');
    return dayOf(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`) ?? [];
  });
}
