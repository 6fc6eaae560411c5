import type { Draw } from '../random';
import { named, type Domain, type Field, type TemplateLanguage, type Value } from './domain';

export const cities =
  '札幌市 仙台市 金沢市 松本市 静岡市 岡山市 高松市 松山市 熊本市 長崎市 鹿児島市 秋田市 盛岡市';
export const people =
  '田中健一 佐藤美咲 鈴木大輔 高橋由美 伊藤直樹 渡辺恵子 山本修平 中村和子 小林正人 加藤千尋 吉田真一 森本涼子';
const firms = '東西建設 大和設計 北斗工業 南海組 三橋設計 旭建設 山手組 港南工業';

export const year =
  (from: number, to: number) =>
  (draw: Draw): Value => {
    const value = draw.whole(from, to);
    const era = value >= 1990 && value <= 2018 ? [`平成${value - 1988}年`] : [];
    const old = value >= 1927 && value <= 1988 ? [`昭和${value - 1925}年`] : [];
    return [`${value}年`, ...era, ...old];
  };
export const day = (draw: Draw): Value => {
  const [y, m, d] = [draw.whole(1950, 2018), draw.whole(1, 12), draw.whole(1, 28)];
  return [`${y}年${m}月${d}日`, `${y}/${m}/${d}`];
};
export const count =
  (unit: string, from: number, to: number) =>
  (draw: Draw): Value => {
    const value = draw.whole(from, to) * 10;
    return [`${value}${unit}`, `${value.toLocaleString('en-US')}${unit}`];
  };
/** In ten thousands. */
export const many =
  (unit: string, from: number, to: number) =>
  (draw: Draw): Value => {
    const value = draw.whole(from, to);
    return [`${value}万${unit}`, `${(value * 10_000).toLocaleString('en-US')}${unit}`];
  };
export const small =
  (unit: string, from: number, to: number) =>
  (draw: Draw): Value => [`${draw.whole(from, to)}${unit}`];

export const number = (value: Field['value'], ...says: string[]): Field => ({ kind: 'number', value, says });
export const date = (value: Field['value'], ...says: string[]): Field => ({ kind: 'date', value, says });
export const combined =
  (first: string, last: string) =>
  (draw: Draw): string =>
    draw.one(first.split(' ')) + draw.one(last.split(' '));

const company: Domain = {
  half: 'dev',
  subject: combined('青葉 若草 白鳥 銀河 朝霧 千歳 浜風 大空 松風 緑川', '製薬 電機 食品 運輸 出版 紡績'),
  fields: [
    date(year(1930, 2016), '{s}は{x}に設立された。', '{x}に{s}が設立された。', '{s}の設立は{x}である。'),
    named(people, ['{s}は{x}が創業した。', '{s}の創業者は{x}である。', '{x}が{s}を創業した。']),
    named(cities, ['{s}は{x}に本社を置く。', '{s}の本社は{x}にある。', '{s}は本社を{x}に構えている。']),
    number(
      count('人', 12, 900),
      '{s}の従業員数は{x}である。',
      '{s}では{x}の従業員が働いている。',
      '{s}の従業員は{x}を数える。',
    ),
    number(
      small('億円', 12, 900),
      '{s}の昨年度の売上高は{x}だった。',
      '{s}は昨年度、{x}の売上高を記録した。',
      '昨年度の{s}の売上高は{x}である。',
    ),
  ],
  polar: [
    {
      yes: ['{s}は株式を上場している。', '{s}は上場している企業である。'],
      no: ['{s}は株式を上場していない。', '{s}は上場していません。'],
    },
  ],
};

const scholar: Domain = {
  half: 'dev',
  subject: combined(
    '早乙女 西園寺 小鳥遊 長谷部 五十嵐 大河内 日下部 勅使河原',
    '修一 文子 圭介 沙織 誠司 菜摘 隆史 千秋',
  ),
  fields: [
    date(day, '{s}は{x}に生まれた。', '{s}の生年月日は{x}である。', '{x}、{s}が誕生した。'),
    named(cities, ['{s}は{x}の出身である。', '{s}は{x}で生まれ育った。', '{s}の出身地は{x}である。']),
    named('物理学 化学 数学 生物学 経済学 考古学 天文学', [
      '{s}の専門は{x}である。',
      '{s}は{x}を専門とする。',
      '{s}は{x}の研究者である。',
    ]),
    number(
      small('冊', 3, 60),
      '{s}は生涯に{x}の著書を出した。',
      '{s}の著書は{x}ある。',
      '{s}には{x}の著書がある。',
    ),
    date(
      year(1970, 2020),
      '{s}は{x}に学士院賞を受賞した。',
      '{x}、{s}は学士院賞を受けた。',
      '{s}の学士院賞受賞は{x}である。',
    ),
  ],
  polar: [
    {
      yes: ['{s}は留学の経験がある。', '{s}は海外に留学した。'],
      no: ['{s}は留学の経験がない。', '{s}は海外に留学しなかった。'],
    },
  ],
};

const bridge: Domain = {
  half: 'test',
  subject: combined('清瀬 龍ヶ崎 鳳凰 望月 白浜 紫雲 黒部 千曲', '大橋 トンネル ダム 水門 鉄橋'),
  fields: [
    number(
      count('メートル', 12, 900),
      '{s}の全長は{x}である。',
      '{s}は全長{x}に及ぶ。',
      '{s}の長さは{x}ある。',
    ),
    date(year(1930, 2019), '{s}は{x}に完成した。', '{x}に{s}が完成した。', '{s}の完成は{x}である。'),
    named(firms, ['{s}の施工は{x}が担当した。', '{x}が{s}を施工した。', '{s}を施工したのは{x}である。']),
    named(cities, ['{s}は{x}にある。', '{s}は{x}に位置する。', '{s}の所在地は{x}である。']),
    number(
      small('億円', 3, 400),
      '{s}の総工費は{x}だった。',
      '{s}の建設には{x}の総工費がかかった。',
      '{s}の総工費は{x}にのぼった。',
    ),
  ],
  polar: [
    {
      yes: ['{s}は歩行者も通行できる。', '{s}では歩行者の通行ができる。'],
      no: ['{s}は歩行者が通行できない。', '{s}では歩行者の通行はできません。'],
    },
  ],
};

const museum: Domain = {
  half: 'test',
  subject: combined('絹の道 古窯 北前船 浮世絵 和紙 縄文 江戸 運河', '博物館 美術館 記念館 資料館'),
  fields: [
    date(day, '{s}は{x}に開館した。', '{x}、{s}が開館した。', '{s}の開館日は{x}である。'),
    number(
      many('点', 1, 90),
      '{s}は{x}の資料を所蔵する。',
      '{s}の所蔵資料は{x}である。',
      '{s}には{x}の資料が収められている。',
    ),
    number(
      many('人', 5, 300),
      '{s}の年間来館者数は{x}である。',
      '{s}には年間{x}が来館する。',
      '年間{x}が{s}を訪れる。',
    ),
    named(people, [
      '{s}の館長は{x}が務める。',
      '{x}が{s}の館長を務めている。',
      '{s}の現在の館長は{x}である。',
    ]),
    named(cities, ['{s}は{x}にある。', '{s}は{x}に位置する。', '{s}は{x}に建つ。']),
  ],
  polar: [
    {
      yes: ['{s}の入館料は無料である。', '{s}は無料で入館できる。'],
      no: ['{s}の入館料は無料ではない。', '{s}は無料では入館できない。'],
    },
  ],
};

const film: Domain = {
  half: 'test',
  subject: (draw) =>
    `『${combined('秋の 遠い 雪山の 海辺の 夜の 故郷の 春の', '手紙 鐘 人びと 物語 歌')(draw)}』`,
  fields: [
    named(people, ['{s}は{x}が監督した。', '{s}の監督は{x}である。', '{x}が{s}を監督した。']),
    date(year(1960, 2022), '{s}は{x}に公開された。', '{x}に{s}が公開された。', '{s}の公開は{x}である。'),
    number(
      small('分', 80, 210),
      '{s}の上映時間は{x}である。',
      '{s}は上映時間{x}の作品である。',
      '上映時間は{s}が{x}となっている。',
    ),
    number(
      small('億円', 2, 58),
      '{s}の興行収入は{x}だった。',
      '{s}は{x}の興行収入を上げた。',
      '{s}の興行収入は{x}に達した。',
    ),
  ],
  polar: [
    {
      yes: ['{s}は作品賞を受賞した。', '{s}は作品賞を獲得した。'],
      no: ['{s}は作品賞を受賞しなかった。', '{s}は作品賞を獲得していない。'],
    },
  ],
};

/** Invented subjects in Japanese. */
export const japanese: TemplateLanguage = {
  language: 'ja',
  domains: [company, scholar, bridge, museum, film],
  join: (first, second, subject) =>
    `${first.replace(/。$/, '')}が、${second.slice(subject.length).replace(/^(?:には|では|は|の|を)/, '')}`,
};
