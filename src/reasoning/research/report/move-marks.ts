import { mergedMarks, type Mark, type Report } from './report';

/** A change of a report's text; its own marks count from its beginning. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** Makes changes, in order and without overlaps, of a text with marks; marks inside of what is replaced go with it. */
export function moveMarks(
  text: string,
  marks: readonly Mark[],
  splices: readonly Splice[],
): Pick<Report, 'text' | 'marks'> {
  const pieces: string[] = [];
  const moved: Mark[] = [];
  let [at, length, next] = [0, 0, 0];
  const keepUntil = (place: number) => {
    for (let mark = marks[next]; mark && mark.at <= place; mark = marks[(next += 1)])
      if (mark.at >= at) moved.push({ ...mark, at: length + mark.at - at });
    pieces.push(text.slice(at, place));
    length += place - at;
  };
  for (const splice of splices) {
    keepUntil(splice.start);
    for (const mark of splice.marks) moved.push({ ...mark, at: length + mark.at });
    pieces.push(splice.text);
    length += splice.text.length;
    at = splice.end;
    while ((marks[next]?.at ?? Infinity) < splice.end) next += 1;
  }
  keepUntil(text.length);
  return { text: pieces.join(''), marks: mergedMarks(moved) };
}
