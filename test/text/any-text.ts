import fc from '../support/properties';

const pieces = [
  ...[
    'Dr.',
    'e.g.',
    '5.',
    '3.14',
    'No.',
    'Word',
    'word',
    'A',
    'z. B.',
    '12,000',
    '[1]',
    '[p3, p7]',
    '»',
    '“',
    '”',
    '"',
  ],
  ...[
    '.',
    '...',
    '…',
    '!',
    '?',
    '。',
    '！',
    '」',
    '「',
    '（',
    '）',
    '؟',
    '|',
    '**',
    '_',
    '```',
    '# ',
    '- ',
    '1. ',
    '> ',
  ],
  ...[
    '今日は',
    '天気',
    'がギ',
    'か\u3099',
    '中文',
    '서울',
    '\u1112\u1161\u11ab',
    'مرحبا',
    'हिन्दी',
    'ไทย',
    'ﬁ',
    'Ａ１',
    '²',
  ],
  ...[
    '👍🏽',
    '👨‍👩‍👧',
    '🇯🇵🇩🇪',
    '‼️',
    '‼\u200d🔥',
    '*️⃣',
    'e\u0301',
    ' \u0301',
    '\u0301',
    '\u200d',
    '\u00ad',
    '\u200b',
    '\u{20000}',
  ],
  ...[' ', ' ', ' ', '\n', '\n\n', '\r\n', '\t', '\u00a0', '\u3000', '\u2028'],
];

/** Texts of all scripts with whatever is hard to cut; no halves of characters. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
    ),
    { maxLength: 150, size: 'max' },
  )
  .map((parts) => parts.join(''));

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Places of a text between two characters as people see them, its start and end too. */
export function characterBorders(text: string): number[] {
  return [...[...segmenter.segment(text)].map(({ index }) => index), text.length];
}

/** Longer ones, also without any space. */
export const longText: fc.Arbitrary<string> = fc
  .tuple(anyText, fc.boolean(), fc.integer({ min: 1, max: 8 }))
  .map(([text, isDense, times]) => (isDense ? text.replace(/\s/g, '') : text).repeat(times));
