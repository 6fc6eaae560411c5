/** The sentence with a clause of time moved, or out of the passive; undefined where that is not simple. */
export function reorder(sentence: string): string | undefined {
  return fromFront(sentence) ?? toFront(sentence) ?? toActive(sentence);
}

/** "In 1998, X happened." becomes "X happened in 1998." */
function fromFront(sentence: string): string | undefined {
  const match = /^(In|On|During|Since|By) ((?:the )?[\w ]*\d[\w ]{2,20}), ([^,;]{15,})\.$/.exec(sentence);
  if (!match) return undefined;
  const [, preposition = '', when = '', rest = ''] = match;
  if (hasTime(rest)) return undefined;
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)} ${preposition.toLowerCase()} ${when}.`;
}

/** "X happened in 1998." becomes "In 1998, X happened." */
function toFront(sentence: string): string | undefined {
  const match = /^([^,;(]{20,}) (in|on|during|since) ((?:the )?(?:[A-Z][a-z]+ )?\d[\w ]{2,20})\.$/.exec(
    sentence,
  );
  if (!match) return undefined;
  const [, what = '', preposition = '', when = ''] = match;
  if (hasTime(what) || /\b(?:and|or|has|have|had|which|that|who)\b|ed$/.test(what)) return undefined;
  const rest = what.replace(/^(?:The|A|An|Its|His|Her)\b/, (word) => word.toLowerCase());
  return `${preposition.charAt(0).toUpperCase()}${preposition.slice(1)} ${when}, ${rest}.`;
}

/** "X was founded by Y." becomes "Y founded X.", for verbs whose forms are one. */
function toActive(sentence: string): string | undefined {
  const match =
    /^([A-Z][^,;(]{2,60}) (?:was|were) (founded|discovered|invented|composed|directed|painted|designed|developed|introduced|published|established|proposed|produced|created|formulated) by ([A-Z][^,;()]{2,60})\.$/.exec(
      sentence,
    );
  return match ? `${match[3] ?? ''} ${match[2] ?? ''} ${match[1] ?? ''}.` : undefined;
}

/** A second time in the sentence could come to belong to something else. */
function hasTime(text: string): boolean {
  return /\d|\b(?:until|when|while|after|before|since|century|later|then)\b/i.test(text);
}
