/** The months in English, in order. */
export const months: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');

/** One of them, for patterns. */
export const month = `(?:${months.join('|')})`;
