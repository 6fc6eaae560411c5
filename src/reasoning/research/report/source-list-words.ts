/** Headings of lists of sources by language: the first is the one that ours has, all are recognised. */
export const sourceListWords: Readonly<Record<string, readonly [string, ...string[]]>> = {
  en: [
    'Sources',
    'References',
    'Reference list',
    'Citations',
    'Bibliography',
    'Works cited',
    'Sources cited',
    'List of sources',
    'Footnotes',
    'Endnotes',
    'Further reading',
  ],
  ja: [
    '出典',
    '参考文献',
    '参考資料',
    '引用文献',
    '引用元',
    '情報源',
    '参照',
    '参考',
    '参考リンク',
    '出典一覧',
    '参考文献一覧',
    'ソース',
    '脚注',
  ],
  zh: [
    '来源',
    '參考文獻',
    '参考文献',
    '参考资料',
    '參考資料',
    '資料來源',
    '资料来源',
    '信息来源',
    '引用来源',
    '來源',
    '引用',
    '参考来源',
    '脚注',
  ],
  ko: ['출처', '참고문헌', '참고 문헌', '참고자료', '참고 자료', '인용', '각주'],
  ar: [
    'المصادر',
    'المراجع',
    'قائمة المراجع',
    'قائمة المصادر',
    'المصادر والمراجع',
    'مصادر',
    'مراجع',
    'الهوامش',
  ],
  de: [
    'Quellen',
    'Quellenverzeichnis',
    'Quellenangaben',
    'Literatur',
    'Literaturverzeichnis',
    'Referenzen',
    'Einzelnachweise',
    'Belege',
    'Fußnoten',
  ],
  fr: ['Sources', 'Références', 'Bibliographie'],
  es: ['Fuentes', 'Referencias', 'Bibliografía'],
  it: ['Fonti', 'Riferimenti', 'Bibliografia'],
  pt: ['Fontes', 'Referências', 'Bibliografia'],
  nl: ['Bronnen', 'Referenties', 'Literatuur'],
  ru: ['Источники', 'Список литературы', 'Литература', 'Ссылки'],
};

/** The heading of a source list in a language such as `de` or `zh-Hant`; English where it is not known. */
export function sourceListHeading(language: string): string {
  const [first = '', ...others] = language.split('-');
  if (first === 'zh' && others.some((part) => /^(?:hant|tw|hk|mo)$/i.test(part))) return '來源';
  return (Object.hasOwn(sourceListWords, first) ? sourceListWords[first]?.[0] : undefined) ?? 'Sources';
}

const all = new Set(
  Object.values(sourceListWords).flatMap((words) => words.map((word) => word.toLowerCase())),
);

/** Whether words are those of the heading of a source list and nothing else. */
export function isSourceListHeading(words: string): boolean {
  const plain = words
    .normalize('NFC')
    .replace(
      /^[\s#>*_]*(?:\p{Extended_Pictographic}\ufe0f?\s*)?(?:\(?\p{Nd}{1,2}[.)）、．]\s*|[一二三四五六七八九十]{1,3}[、.．]\s*|[IVX]{1,4}\.\s*)?[*_]*/u,
      '',
    )
    .replace(/[\s*_#:：.。】\]]*$/u, '')
    .replace(/^[【[]/u, '');
  return all.has(plain.toLowerCase());
}
