const languages = ['en', 'de', 'ja', 'zh', 'zh-Hant', 'ko', 'ar'];
/** What people write besides the names of the language data. */
const aliases: Readonly<Record<string, string>> = {
  usa: 'us',
  'united states of america': 'us',
  america: 'us',
  アメリカ: 'us',
  米国: 'us',
  美國: 'us',
  uk: 'gb',
  'great britain': 'gb',
  britain: 'gb',
  großbritannien: 'gb',
  英国: 'gb',
  英國: 'gb',
  南韩: 'kr',
  한국: 'kr',
  türkei: 'tr',
  turkey: 'tr',
};

let table: ReadonlyMap<string, string> | undefined;

/** The two letters of a country, by its name in any of the languages that research knows; undefined for anything else. */
export function countryOf(name: string): string | undefined {
  table ??= countries();
  return table.get(name.toLowerCase());
}

/** All names of countries in scripts without spaces, longest first: where they stand cannot be seen by words. */
export function denseCountries(): readonly string[] {
  table ??= countries();
  dense ??= [...table.keys()]
    .filter((name) => /^[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}・ー]{2,}$/u.test(name))
    .sort((one, other) => other.length - one.length);
  return dense;
}

let dense: readonly string[] | undefined;

function countries(): ReadonlyMap<string, string> {
  const names = languages.map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  );
  const found = new Map<string, string>();
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    if (code === 'ZZ' || code === 'XA' || code === 'XB' || code === 'EU' || code === 'UN') continue;
    for (const display of names) {
      const name = display.of(code)?.toLowerCase();
      if (name !== undefined && !found.has(name)) found.set(name, code.toLowerCase());
    }
  }
  for (const [name, code] of Object.entries(aliases)) found.set(name, code);
  return found;
}
