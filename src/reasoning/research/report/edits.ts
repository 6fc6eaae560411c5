import type { Place } from '../../../contract/research/pages';
import type { Mark } from './report';

/** A change of a text: a piece goes, another comes, behind a citation if there is one. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly places?: readonly Place[];
}

/** Makes changes, in order and without overlaps, of a text; gives the citations that they put into it. */
export function applyEdits(text: string, edits: readonly Edit[]): { text: string; marks: Mark[] } {
  const pieces: string[] = [];
  const marks: Mark[] = [];
  let [at, length] = [0, 0];
  const put = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const edit of edits) {
    put(text.slice(at, edit.start));
    if (edit.places && edit.places.length > 0) marks.push({ at: length, places: edit.places });
    put(edit.text);
    at = edit.end;
  }
  put(text.slice(at));
  return { text: pieces.join(''), marks };
}
