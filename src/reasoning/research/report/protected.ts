import { linesOf } from '../../../text/lines';

/** A part of a text, `end` excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const inline = /(`+)(?:(?!\1)[^\n])+\1|\bhttps?:\/\/[^\s<>"'）」】]+|<https?:[^>\s]*>/g;

/** Where nothing is a citation: blocks and spans of code, and addresses. In order, without overlaps. */
export function protectedRanges(text: string): Range[] {
  const blocks: Range[] = [];
  for (const { kind, start, end } of linesOf(text)) {
    if (kind === 'code') blocks.push({ start, end });
  }
  const spans = [...text.matchAll(inline)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
  const ranges: Range[] = [];
  for (const range of [...blocks, ...spans].sort((a, b) => a.start - b.start)) {
    if (range.start >= (ranges.at(-1)?.end ?? 0)) ranges.push(range);
  }
  return ranges;
}
