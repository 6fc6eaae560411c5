/** The sentence without what stands in parentheses or after a comma at its end: it says less, and nothing else. */
export function shorten(sentence: string): string | undefined {
  const plain = sentence.replace(/ \([^()]{3,}\)/g, '');
  const cut =
    /^(.{40,}?), (?:which|who|where|while|and|but|including|such as|with|making|although) [^,]{12,}\.$/.exec(
      plain,
    );
  const kept = cut?.[1] ?? '';
  const isWhole =
    kept !== '' &&
    !/\b(?:if|not|neither|either|both|between)\b/.test(kept) &&
    !/, [^,]*$/.test(kept.slice(-30));
  if (isWhole) return `${kept}.`;
  return plain === sentence ? undefined : plain;
}
