import { inlineNumbers } from './inline-numbers';
import type { Mark } from './report';

/**
 * Puts a space into brackets that a reader would take for a citation, as in `list[ 3 ]`: the same to a program, and no
 * citation to anybody. For texts whose own citations are taken out.
 */
export function padNumbers(text: string, marks: readonly Mark[] = []): { text: string; marks: Mark[] } {
  const found = inlineNumbers(text);
  if (found.length === 0) return { text, marks: [...marks] };
  const pieces: string[] = [];
  const moved: Mark[] = [];
  let [at, next] = [0, 0];
  found.forEach(({ start, end }, index) => {
    for (let mark = marks[next]; mark && mark.at <= start; mark = marks[(next += 1)])
      moved.push({ ...mark, at: mark.at + 2 * index });
    pieces.push(text.slice(at, start + 1), ' ', text.slice(start + 1, end - 1), ' ');
    at = end - 1;
  });
  pieces.push(text.slice(at));
  for (const mark of marks.slice(next)) moved.push({ ...mark, at: mark.at + 2 * found.length });
  return { text: pieces.join(''), marks: moved };
}
