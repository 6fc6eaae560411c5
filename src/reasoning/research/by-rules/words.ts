/** What the rules of the house say in a language, where no model says it. */
export interface RuleWords {
  /** Heads of what is looked for besides the question itself. */
  readonly figures: string;
  readonly background: string;
  /** Put beside the words of a question in a search. */
  readonly figuresSearch: string;
  readonly backgroundSearch: string;
}

const english: RuleWords = {
  figures: 'Figures and dates',
  background: 'Background',
  figuresSearch: 'figures statistics',
  backgroundSearch: 'history background',
};

const byLanguage: Readonly<Record<string, RuleWords>> = {
  en: english,
  de: {
    figures: 'Zahlen und Daten',
    background: 'Hintergrund',
    figuresSearch: 'Zahlen Statistik',
    backgroundSearch: 'Geschichte Hintergrund',
  },
  ja: {
    figures: '数値と日付',
    background: '背景',
    figuresSearch: '統計 数値',
    backgroundSearch: '歴史 背景',
  },
  zh: {
    figures: '数字与日期',
    background: '背景',
    figuresSearch: '统计 数据',
    backgroundSearch: '历史 背景',
  },
  ko: {
    figures: '수치와 날짜',
    background: '배경',
    figuresSearch: '통계 수치',
    backgroundSearch: '역사 배경',
  },
  ar: {
    figures: 'الأرقام والتواريخ',
    background: 'الخلفية',
    figuresSearch: 'إحصاءات أرقام',
    backgroundSearch: 'تاريخ خلفية',
  },
};

/** The words of a language; English where the house has none in it. */
export function ruleWords(language: string): RuleWords {
  return byLanguage[language.split('-', 1)[0] ?? ''] ?? english;
}

/** What a dimension is about, and the words that a search for it adds; heads of the rules' own are left aside. */
export function aboutOf(what: string, language: string): { readonly topic: string; readonly added: string } {
  const words = ruleWords(language);
  const heads = [
    { head: `${words.figures}: `, added: words.figuresSearch },
    { head: `${words.background}: `, added: words.backgroundSearch },
  ];
  const own = heads.find(({ head }) => what.startsWith(head));
  return own ? { topic: what.slice(own.head.length), added: own.added } : { topic: what, added: '' };
}
