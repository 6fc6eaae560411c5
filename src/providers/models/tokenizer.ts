type Encode = (text: string) => { length: number };
let encode: Encode | undefined;

/**
 * Tokens of a text by the o200k encoding, loaded at the first use. Very long texts are counted in pieces, which
 * counts a few tokens more: an upper estimate, and linear in time.
 */
export function countTokens(text: string): number {
  encode ??= loadEncoder();
  let tokens = 0;
  for (let start = 0; start < text.length; start += pieceCharacters) {
    tokens += encode(text.slice(start, start + pieceCharacters)).length;
  }
  return tokens;
}

const pieceCharacters = 20_000;

function loadEncoder(): Encode {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- 30 MB of tables: loaded when first needed
  const { encode: found } = require('gpt-tokenizer/encoding/o200k_base') as {
    encode: (text: string, options: { disallowedSpecial: Set<string> }) => number[];
  };
  return (text) => found(text, { disallowedSpecial: new Set() });
}
