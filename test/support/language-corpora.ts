import type { CorpusDocument } from './corpus-web';

/** A question in a language, what pages of its language say of it, and the sentence that answers it. */
export interface LanguageCase {
  readonly query: string;
  readonly answer: string;
  readonly documents: readonly CorpusDocument[];
}

const pair = (language: string, first: [string, string], second: [string, string]): CorpusDocument[] =>
  [first, second].map(([title, text], index) => ({
    url: `https://${index === 0 ? 'town' : 'news'}.${language}.example.org/bridge`,
    title,
    text,
  }));

/** One question about one bridge that does not exist, in six languages. */
export const languageCases: Readonly<Record<string, LanguageCase>> = {
  en: {
    query: 'How long is the Velmark bridge and when was it opened?',
    answer: 'The Velmark bridge is 742 metres long and was opened on 12 May 1998.',
    documents: pair(
      'en',
      [
        'The Velmark bridge',
        'The Velmark bridge is 742 metres long and was opened on 12 May 1998. It crosses the river Orna.',
      ],
      [
        'Repairs',
        'Repairs of the Velmark bridge cost 18 million crowns in 2021. The bridge was closed for five months.',
      ],
    ),
  },
  de: {
    query: 'Wie lang ist die Velmarkbrücke und wann wurde sie eröffnet?',
    answer: 'Die Velmarkbrücke ist 742 Meter lang und wurde am 12. Mai 1998 eröffnet.',
    documents: pair(
      'de',
      [
        'Die Velmarkbrücke',
        'Die Velmarkbrücke ist 742 Meter lang und wurde am 12. Mai 1998 eröffnet. Sie überquert den Fluss Orna.',
      ],
      [
        'Sanierung',
        'Die Sanierung der Velmarkbrücke kostete 2021 rund 18 Millionen Kronen. Die Brücke war fünf Monate gesperrt.',
      ],
    ),
  },
  ja: {
    query: 'ヴェルマーク橋の長さは何メートルで、いつ開通しましたか。',
    answer: 'ヴェルマーク橋は長さ742メートルで、1998年5月12日に開通しました。',
    documents: pair(
      'ja',
      [
        'ヴェルマーク橋',
        'ヴェルマーク橋は長さ742メートルで、1998年5月12日に開通しました。オルナ川に架かっています。',
      ],
      [
        '補修工事',
        'ヴェルマーク橋の補修工事には2021年に1800万クローネかかりました。橋は五か月間閉鎖されました。',
      ],
    ),
  },
  zh: {
    query: '维尔马克大桥有多长，什么时候通车？',
    answer: '维尔马克大桥全长742米，于1998年5月12日通车。',
    documents: pair(
      'zh',
      ['维尔马克大桥', '维尔马克大桥全长742米，于1998年5月12日通车。大桥横跨奥尔纳河。'],
      ['维修', '2021年维尔马克大桥的维修费用为1800万克朗。大桥关闭了五个月。'],
    ),
  },
  ko: {
    query: '벨마르크 다리의 길이는 얼마이고 언제 개통되었습니까?',
    answer: '벨마르크 다리의 길이는 742미터이며 1998년 5월 12일에 개통되었습니다.',
    documents: pair(
      'ko',
      [
        '벨마르크 다리',
        '벨마르크 다리의 길이는 742미터이며 1998년 5월 12일에 개통되었습니다. 다리는 오르나 강을 건넙니다.',
      ],
      [
        '보수 공사',
        '2021년 벨마르크 다리의 보수 공사에는 1800만 크로네가 들었습니다. 다리는 다섯 달 동안 폐쇄되었습니다.',
      ],
    ),
  },
  ar: {
    query: 'ما طول جسر فيلمارك ومتى افتتح؟',
    answer: 'يبلغ طول جسر فيلمارك 742 مترا وقد افتتح في 12 مايو 1998.',
    documents: pair(
      'ar',
      ['جسر فيلمارك', 'يبلغ طول جسر فيلمارك 742 مترا وقد افتتح في 12 مايو 1998. يعبر الجسر نهر أورنا.'],
      ['الترميم', 'كلف ترميم جسر فيلمارك 18 مليون كرونة في عام 2021. وأغلق الجسر خمسة أشهر.'],
    ),
  },
};
