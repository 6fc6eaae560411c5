import { readBracket, type Bracket } from './bracket';
import { maskCode } from './code-regions';

/** A stretch of a text, `end` excluded. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface FoundBracket extends Stretch {
  readonly kind: 'bracket';
  readonly says: Bracket;
  readonly isRound: boolean;
}

export interface FoundLink extends Stretch {
  readonly kind: 'link';
  readonly label: Stretch;
}

/** Something in a text that has to be looked at: a bracket, a link, an address, a citation that breaks off. */
export type Found = FoundBracket | FoundLink | (Stretch & { readonly kind: 'url' | 'cut' });

const id = String.raw`\^?[pPｐＰ] ?\p{Nd}`;
const inside = String.raw`[^[\]［］【】\n]{0,120}`;
const urlEnd = String.raw`\s<>"\x60|、。，；！？「」『』（）`;
const inUrl = String.raw`\[(?:(?!${id})[^${urlEnd}[\]]{0,60}\](?=[\w%&=/?#[]|[.-]\w)|[^${urlEnd}[\]]{0,60}\](?==))`;
const target = String.raw`<[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]{0,500}\)){1,2000}`;
const alternatives = [
  String.raw`(?<pair>\\\\)`,
  String.raw`(?<link>!?\[(?<label>(?:[^[\]\n\\]|\\.|\[[^[\]\n]{0,120}\]){0,400})\]\((?:${target})(?:\s+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\))`,
  String.raw`(?<url>(?:https?|ftp):\/\/(?:[^${urlEnd}[\]【】［］]|${inUrl}){1,2000})`,
  String.raw`(?<double>\[\[(?<inDouble>${inside})\]\])`,
  String.raw`(?<single>\\?[[［【](?<inSingle>${inside}?)\\?[\]］】])`,
  String.raw`(?<round>[(（]\s*(?<inRound>${id}[^()（）[\]\n]{0,80})\s*[)）])`,
  String.raw`(?<cut>[[［【]\s*${id}+(?:\s*[,;、，；]\s*(?:[pPｐＰ] ?\p{Nd}*)?)*|[[［【]\s*[pPｐＰ]?$|(?<![\p{L}\p{N}_[(（［【])[pP]\p{Nd}{1,4}[\]］】])`,
  String.raw`(?<other>\\[\s\S])`,
];
const pattern = new RegExp(alternatives.join('|'), 'gu');
const isAddress = /\]\(\s*<?(?:[a-z][a-z0-9+.-]*:|\/|#|\.|www\.|[^\s()]+[./])/i;

/** What in a text may be a citation or must not become one, in order; nothing of it is code. */
export function findBrackets(text: string): Found[] {
  const masked = maskCode(text);
  const all: Found[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(masked); match; match = pattern.exec(masked)) {
    const found = foundBy(match);
    if (found) all.push(found);
    // Brackets before words in parentheses are no link: what is in them is looked at by itself.
    if (found?.kind === 'bracket') pattern.lastIndex = found.end;
    else if (!found && match.groups?.link !== undefined) pattern.lastIndex = match.index + 1;
  }
  return all;
}

function foundBy({ 0: all, index: start, groups = {} }: RegExpExecArray): Found | undefined {
  const end = start + all.length;
  if (groups.link !== undefined) return linkOf(all, start, groups.label ?? '');
  if (groups.url !== undefined) return { kind: 'url', start, end };
  if (groups.cut !== undefined) return { kind: 'cut', start, end };
  const content = groups.inDouble ?? groups.inSingle ?? groups.inRound;
  if (content === undefined) return undefined;
  const says = readBracket(content);
  // A number in brackets that are escaped was meant to be seen as it is.
  if (all.startsWith('\\') && says.kind === 'numbers') return undefined;
  return { kind: 'bracket', start, end, says, isRound: groups.round !== undefined };
}

function linkOf(all: string, start: number, label: string): Found | undefined {
  const isImage = all.startsWith('!');
  const from = start + (isImage ? 2 : 1);
  const closing = from + label.length;
  if (isAddress.test(all.slice(closing - start)))
    return { kind: 'link', start, end: start + all.length, label: { start: from, end: closing } };
  const says = readBracket(label);
  const isBracket = !isImage && says.kind !== 'words';
  return isBracket ? { kind: 'bracket', start, end: closing + 1, says, isRound: false } : undefined;
}
