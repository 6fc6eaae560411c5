/** A name as programs have them, directly before a bracket. */
const name =
  /(?:^|[^\p{L}\p{N}_$.])(\$?[A-Za-z_][\w$]{0,60}(?:(?:\.|->)[A-Za-z_][\w$]{0,60}){0,8})(?:\[[\w+\-* ]{0,40}\]){0,8}$/u;
const known =
  /^(?:arr|array|list|items?|data|args?|argv|values?|elements?|matrix|row|rows|col|cols|vec|vector|map|dict|table|buffer|buf|tuple|nums?|keys?|index|idx|result|results|this|self|str|bytes)$/i;
const goesOn = /^(?:\s?(?:[-+*/%|&]?=(?!=)|:=|\+\+|--)|\.[A-Za-z_]\w*|\()/;
const ofRange =
  /(?:interval|range|scale|between|within|from|skala|intervall|bereich|范围|区间|範囲|区間|구간|범위)\s*$|[∈=]\s*$/iu;

/** Whether a bracket with numbers is an index, by what stands before and after it. */
export function isArrayIndex(before: string, after: string): boolean {
  const found = name.exec(before)?.[1];
  if (found === undefined) return false;
  const isCode = found.length === 1 || /[_\d$.>]|[a-z][A-Z]/.test(found) || known.test(found);
  return isCode || goesOn.test(after);
}

/** Whether a bracket with several numbers is a range of them, by what stands before it. */
export function isNumberRange(before: string): boolean {
  return ofRange.test(before);
}
