import type { PageText } from '../../../../contract/research/pages';
import type { Part } from './part';
import { sizeOf } from '../text-size';

type Read = Pick<PageText, 'text' | 'is_cut' | 'is_paywalled'>;

/** So much text says what an article says; more is not more complete. */
const articleSize = 2_000;
/** From here on a cut leaves enough: it fell on something as long as a book. */
const longSize = 100_000;

/** Where a text ends that goes on for those who pay or log in: six languages. */
const breaksOff =
  /(?:subscribe|sign up|register|log in|create an account)[^.\n]{0,40}(?:to (?:continue|read|keep reading|unlock)|for full access)|(?:continue|keep) reading (?:with|by|for)|(?:this|the) (?:article|content|story) is (?:for|available to|reserved for|exclusive to) (?:our )?(?:subscribers|members)|already a subscriber\?|(?:jetzt|weiter) lesen mit|(?:lesen sie|weiterlesen)[^.\n]{0,30}(?:abo|plus|premium)|dieser artikel ist (?:nur )?(?:für|mit)[^.\n]{0,30}(?:abonnenten|abo)|(?:この記事は|続きは)[^。\n]{0,20}(?:有料|会員)|残り\s?[\d,０-９]+\s?文字|(?:本文|阅读全文|全文)[^。\n]{0,15}(?:付费|订阅|會員|会员)|剩余\s?\d+%\s?(?:内容)?|订阅(?:后|以)(?:继续)?阅读|(?:이 기사는|전체 기사)[^.\n]{0,20}(?:유료|구독|회원)|구독(?:하시면|자만|하고)|(?:للمشتركين فقط|اشترك (?:لقراءة|للمتابعة|لمتابعة)|هذا المحتوى (?:متاح )?للمشتركين)/iu;
const tailCharacters = 700;

/** How much of a page is there, 0 to 1, by its length, and by what says that it goes on elsewhere. */
export function completeness(page: Read): Part {
  const size = sizeOf(page.text);
  const isLong = size >= articleSize;
  let value = 0.25 + 0.75 * Math.min(1, size / articleSize);
  const reasons = [isLong ? 'as long as an article' : `short: about ${Math.round(size)} characters`];
  if (page.is_cut) {
    value *= size >= longSize ? 0.95 : 0.7;
    reasons.push('cut before its end');
  }
  const breaks = breaksOff.test(page.text.slice(-tailCharacters));
  if (page.is_paywalled || breaks) {
    value *= isLong && !breaks ? 0.75 : 0.45;
    reasons.push(
      breaks ? 'breaks off where its reader is asked to pay or log in' : 'says that it is not free to read',
    );
  }
  return { value, why: reasons.join(', ') };
}
