/** Words that say the opposite of each other, as people use them in reports. */
const pairs = `
increase decrease, increased decreased, rise fall, rose fell, rising falling, grow shrink, grew shrank, growth decline,
gain loss, gained lost, win lose, won lost, victory defeat, success failure, succeed fail, successful unsuccessful,
largest smallest, larger smaller, large small, big small, great small, biggest smallest, highest lowest, higher lower, high low, longest
shortest, longer shorter, long short, oldest youngest, older younger, oldest newest, old new, old young, oldest latest,
early late, earliest latest, earlier later, first last, best worst, better worse, good bad, most least, more fewer, more less, many few,
major minor, maximum minimum, majority minority, northern southern, north south, eastern western, east west,
northeast southwest, northwest southeast, upper lower, inner outer, internal external, inside outside, interior exterior, domestic foreign,
public private, male female, man woman, men women, boy girl, son daughter, father mother, husband wife, brother sister,
king queen, prince princess, actor actress, before after, begin end, began ended, start end, started ended, start stop, open close, opened closed,
open closed, opening closing, include exclude, included excluded, accept reject, accepted rejected, approve reject, approved rejected,
allow forbid, allowed forbidden, allow ban, allowed banned, legal illegal, permit prohibit, permitted prohibited, support oppose, supported opposed,
love hate, friend enemy, ally enemy, peace war, life death, live die, alive dead, living dead, living extinct, birth death, born died, buy sell, bought sold,
import export, imported exported, arrive depart, arrived departed, enter leave, join leave, joined left, create destroy, created destroyed,
build demolish, built demolished, hot cold, hotter colder, warm cool, wet dry, light dark, bright dark, light heavy, hard soft, strong weak, stronger weaker,
fast slow, faster slower, rich poor, wealthy poor, strength weakness, positive negative, advantage disadvantage, active inactive, ancient modern, modern ancient, simple complex, easy difficult,
cheap expensive, common rare, frequent rare, usual unusual, true false, right wrong, correct incorrect, real fictional, fictional factual, rural urban,
permanent temporary, natural artificial, professional amateur, formal informal, direct indirect, visible invisible, possible impossible,
popular unpopular, known unknown, dependent independent, complete incomplete, conventional unconventional, regular irregular, finite infinite,
thick thin, wide narrow, broad narrow, deep shallow, tall short, full empty, near far, same different, similar different, above below, over under, always never, often rarely,
sometimes never, often seldom, frequently rarely, frequently seldom, always rarely, usually rarely, present absent, past future, previous next, preceding following, primary secondary, major minor, senior junior, superior inferior,
general specific, abstract concrete, organic inorganic, solid liquid, land sea, day night, summer winter, spring autumn, land water, front back, left right, top bottom,
conservative liberal, liberal conservative, democratic undemocratic, winner loser, teacher student, employer employee, parent child, supply demand,
profit loss, income expense, debt credit, cause effect, question answer, attack defend, attacked defended, offensive defensive, defense offense, vertical horizontal, theoretical practical,
quantitative qualitative, subjective objective, singular plural, vowel consonant, mortal immortal, eastward westward, maternal paternal, single married, single double, single multiple, alone together,
steigen sinken, stieg sank, gestiegen gesunken, größte kleinste, größten kleinsten, größter kleinster, höchste niedrigste, höchsten niedrigsten, höher niedriger, mehr weniger,
älteste jüngste, ältesten jüngsten, gewann verlor, gewonnen verloren, erste letzte, ersten letzten, öffentlich privat, nördlich südlich, östlich westlich, gut schlecht,
groß klein, große kleine, großen kleinen, lang kurz, öffnen schließen, geöffnet geschlossen, erlaubt verboten, zunahme abnahme, wachstum rückgang, gewinn verlust, erfolg misserfolg,
kaufen verkaufen, gekauft verkauft, angenommen abgelehnt, alt neu, stark schwach, warm kalt,
增加 减少, 增加 減少, 上升 下降, 增长 下降, 增長 下降, 最大 最小, 最高 最低, 最长 最短, 最早 最晚, 最好 最差, 成功 失败, 成功 失敗, 胜利 失败, 北部 南部, 东部 西部, 東部 西部, 南方 北方, 扩大 缩小, 公开 秘密, 公立 私立, 国营 民营, 允许 禁止, 进口 出口, 盈利 亏损, 赢得 输掉, 支持 反对, 同意 拒绝, 通过 否决,
上昇 下落, 上昇 低下, 増えた 減った, 増加 減少, 最古 最新, 勝利 敗北, 勝った 負けた, 黒字 赤字, 賛成 反対, 可決 否決, 許可 禁止, 輸入 輸出, 拡大 縮小, 開始 終了, 入学 卒業, 公立 私立, 北側 南側, 東側 西側, 値上げ 値下げ,
증가 감소, 상승 하락, 최대 최소, 최고 최저, 승리 패배, 성공 실패, 찬성 반대, 허용 금지, 수입 수출, 흑자 적자, 확대 축소, 시작 종료, 북부 남부, 동부 서부, 늘었 줄었, 가장 큰 가장 작은,
ارتفع انخفض, ارتفاع انخفاض, زاد نقص, زيادة نقصان, أكبر أصغر, أعلى أدنى, أطول أقصر, فوز هزيمة, فاز خسر, نجاح فشل, شمال جنوب, شرق غرب, شمالي جنوبي, أول آخر, قبل رفض, ربح خسارة, افتتح أغلق`;

const opposites = new Map<string, Set<string>>();
for (const pair of pairs.split(',')) {
  const [one = '', other = ''] = pair.trim().split(/\s+(?=\S+$)/);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const known = opposites.get(from) ?? new Set();
    opposites.set(from, known.add(to));
  }
}

const prefixes = ['un', 'in', 'im', 'ir', 'il', 'dis', 'non', 'anti', 'mis', 'nicht'];

/** Whether two words, in lower case, say the opposite of each other: by the table, or by a prefix that denies. */
export function isOpposite(one: string, other: string): boolean {
  if (opposites.get(one)?.has(other) === true) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return (
    short.length >= 4 && long.endsWith(short) && prefixes.includes(long.slice(0, long.length - short.length))
  );
}

/** The words of scripts without spaces that have an opposite: where they stand cannot be seen by words. */
export const denseOpposites: readonly (readonly [string, string])[] = [...opposites].flatMap(
  ([word, others]) =>
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]+$/u.test(word)
      ? [...others].map((other) => [word, other] as const)
      : [],
);
