const digit = /\p{Nd}/u;

/** Digits of any script as those of ASCII: `３`, `٣` and `3` are one. */
export function asciiDigits(text: string): string {
  return text.normalize('NFKC').replaceAll(/\p{Nd}/gu, (character) => {
    if (character <= '9') return character;
    const code = character.codePointAt(0) ?? 0;
    // Scripts have their ten digits in a row, and what is before them is no digit.
    let value = 0;
    while (value < 9 && digit.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
  });
}
