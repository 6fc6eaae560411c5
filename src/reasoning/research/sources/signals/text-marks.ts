import type { PageText } from '../../../../contract/research/pages';
import { hostOf } from '../host';
import { hostGroupOf } from '../host-group';
import type { Signal } from './signal';

interface TextMark {
  readonly pattern: RegExp;
  readonly weight: number;
  readonly why: string;
}

/** Words that say of a text what it is, in English, German, Japanese, Chinese, Korean and Arabic. */
const marks: readonly TextMark[] = [
  {
    // A line of its own, so that a text about advertising is none.
    pattern:
      /^[*_#>[(【 \t]{0,12}(?:sponsored(?: content| post)?|paid (?:content|post|partnership)|advertorial|advertisement feature|anzeige|bezahlte partnerschaft|sponsored post|werbung|pr記事|記事広告|スポンサードコンテンツ|广告投放|赞助内容|推广内容|廣編特輯|광고성 기사|협찬 기사|محتوى (?:مدفوع|ممول|برعاية)|إعلان مدفوع)[*_\])】:. \t]{0,12}$/imu,
    weight: -0.3,
    why: 'says that it was paid for',
  },
  {
    pattern:
      /as an amazon associate|\b(?:contains?|uses?|through|our) affiliate links|we (?:may )?earn a(?:n affiliate)? commission|affiliate-links?\b.{0,80}provision|enthält affiliate-links|アフィリエイト(?:広告|リンク|プログラム)を(?:利用|含|参加)|(?:本文|本站).{0,12}(?:联盟链接|佣金)|파트너스 활동.{0,40}수수료|روابط (?:تابعة|أفلييت|تسويق بالعمولة)/iu,
    weight: -0.15,
    why: 'says that it earns by what readers buy',
  },
  {
    // Where a sentence begins and no quotation: papers cite such words.
    pattern:
      /(?:^|[.!?]\s|[。！？])(?:as an ai (?:language )?model,|as of my last (?:knowledge )?update|als ki-sprachmodell|ai(?:言語)?モデルとして、|作为(?:一个|一個)?(?:ai|人工智能)?语言模型，|ai 언어 모델로서|بصفتي نموذجًا? لغويًا?)/imu,
    weight: -0.5,
    why: 'holds words that a language model left, so nobody may have checked it',
  },
];

const heading =
  /^[#*\d. \t]{0,12}(?:references|bibliography|works cited|sources|notes and references|einzelnachweise|literatur(?:verzeichnis)?|quellen|参考文献|出典|脚注|参考资料|參考資料|参考来源|참고 ?문헌|각주|المراجع|مصادر)[*: \t]{0,6}$/imu;
const link = /\]\((https?:\/\/[^\s)]{4,500})\)/g;
const doi = /\b10\.\d{4,9}\/[^\s"<>)]{2,200}/g;
/** Links of a long page that are looked at. */
const mostLinks = 400;

/** What a text says of itself: paid, earning, left by a machine. */
export function textMarkSignals({ text }: Pick<PageText, 'text'>): readonly Signal[] {
  // Such words stand at the beginning or at the end.
  const ends = text.length <= 6_000 ? text : `${text.slice(0, 4_000)}\n${text.slice(-2_000)}`;
  return marks.filter(({ pattern }) => pattern.test(ends));
}

/** Whether a text says where it knows from: links to others, DOIs, a list of references. */
export function citingSignal({ text, final_url }: Pick<PageText, 'text' | 'final_url'>): Signal | undefined {
  const own = hostGroupOf(final_url);
  const others = new Set<string>();
  let seen = 0;
  for (const [, url = ''] of text.matchAll(link)) {
    if ((seen += 1) > mostLinks) break;
    const group = hostOf(url).domain;
    if (group !== '' && group !== own) others.add(group);
  }
  for (const [found] of text.matchAll(doi)) {
    if ((seen += 1) > mostLinks) break;
    others.add(found);
  }
  const count = others.size + (heading.test(text) ? 2 : 0);
  if (count === 0) return undefined;
  return { weight: 0.12 * (1 - 0.8 ** count), why: 'says where it knows from' };
}
