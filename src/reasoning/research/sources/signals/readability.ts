import type { Part } from './part';

/** Text that is looked at: a page is of one piece. */
const lookedAt = 40_000;
/** What UTF-8 looks like that was read as Latin, and what stands for characters that were lost. */
const broken = /\ufffd|Ã[\u0080-\u00bf]|â€[\u0080-\u00bf™œ“”¦]?|Â[\u00a0-\u00bf]|ï»¿|[\ue000-\uf8ff]/g;
const link = /\[([^\]\n]{0,300})\]\([^)\s]{0,1000}\)/g;
const sentenceEnd = /[.!?。！？؟…:：;]["'”’»)\]」』]*\s*$/u;

/** How readable the text of a page came out, 0 to 1: broken characters, lists of links, lines that repeat or say nothing. */
export function readability(text: string): Part {
  const part = text.slice(0, lookedAt);
  if (part.trim() === '') return { value: 0, why: 'there is no text' };
  const losses = [brokenLoss(part), linkLoss(part), ...lineLosses(part)].filter(({ lost }) => lost > 0.02);
  const value = losses.reduce((left, { lost }) => left * (1 - lost), 1);
  const reasons = losses.map(({ why, lost }) => `${why} (-${Math.round(lost * 100)} %)`);
  return { value, why: reasons.length === 0 ? 'reads as running text' : reasons.join(', ') };
}

interface Loss {
  /** 0 to 1. */
  readonly lost: number;
  readonly why: string;
}

/** One broken character in fifty spoils a text: names and figures are where they stand. */
function brokenLoss(text: string): Loss {
  const share = (text.match(broken)?.length ?? 0) / text.length;
  return { lost: Math.min(0.9, share * 45), why: 'broken characters' };
}

function linkLoss(text: string): Loss {
  let linked = 0;
  for (const [, words = ''] of text.matchAll(link)) linked += words.length;
  const shown = text.replace(link, '$1').replace(/\s+/g, ' ').length;
  // Encyclopaedias link a fifth of their words.
  return { lost: between((linked / Math.max(1, shown) - 0.3) * 1.2), why: 'mostly links' };
}

function lineLosses(text: string): readonly Loss[] {
  const lines = text
    .split('\n')
    .map((line) => line.replace(link, '$1').trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
  // A row of a table and a heading say something without a full stop.
  const bits = lines.filter((line) => line.length < 25 && !sentenceEnd.test(line) && !/^[|#>]/.test(line));
  const repeated = lines.length - new Set(lines).size;
  const characters = lines.reduce((sum, { length }) => sum + length, 0);
  const inBits = bits.reduce((sum, { length }) => sum + length, 0) / Math.max(1, characters);
  return [
    { lost: between((inBits - 0.35) * 0.9), why: 'many bits of menus and labels' },
    { lost: lines.length < 6 ? 0 : between((repeated / lines.length - 0.1) * 0.8), why: 'lines that repeat' },
  ];
}

function between(lost: number): number {
  return Math.min(0.7, Math.max(0, lost));
}
