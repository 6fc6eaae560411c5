import { jsonStrings, plainJson, withJsonStrings } from './json-strings';
import { readMarks } from './read-marks';
import type { PassageIds, Report } from './report';

/** Takes the marks out of the string values of a JSON text; undefined where the text is no object and no list. */
export function readJsonMarks(source: string, passages: PassageIds): Report | undefined {
  const json = plainJson(source);
  if (json === undefined) return undefined;
  const values = jsonStrings(json);
  const read = values.map((value) => readMarks(value.text, passages));
  const text = withJsonStrings(
    json,
    values,
    read.map((one) => one.text),
  );
  const strings = jsonStrings(text);
  return {
    text,
    marks: read.flatMap(({ marks }, index) =>
      marks.map((mark) => ({ ...mark, at: strings[index]?.outer(mark.at) ?? 0 })),
    ),
    isJson: true,
    unknownIds: [...new Set(read.flatMap(({ unknownIds }) => unknownIds))],
    droppedNumbers: read.reduce((sum, { droppedNumbers }) => sum + droppedNumbers, 0),
    cutMarks: read.reduce((sum, { cutMarks }) => sum + cutMarks, 0),
    ownLists: 0,
  };
}
