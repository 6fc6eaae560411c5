/** How sentences about the report itself begin, and how those are put that say that nothing was found; by language. */
const patterns: Readonly<Record<string, readonly RegExp[]>> = {
  en: [
    /^(?:in |the (?:aim|purpose|goal) of )?(?:this|the following|the present|the next|the previous) (?:report|section|answer|overview|summary|table|list)s?\b(?!,? (?:was |were |is )?(?:published|issued|released|written|compiled|drawn up)\b| of the\b| by\b)/i,
    /^(?:here|below) (?:is|are|follows?)\b.{0,60}\b(?:overview|summary|report|list|table|answer|findings)\b/i,
    /^the (?:tables?|lists?|sections?|figures?) (?:above|below) (?:shows?|lists?|summari[sz]es?|gives?|compares?)\b/i,
    /^(?:we|i) (?:will |now |first |then |next )*(?:look at|turn to|examine|discuss|summari[sz]e|describe|outline|cover)\b/i,
    /^(?:the |these |available )*(?:passages?|sources?|pages?|documents?|material) (?:that (?:were|was) (?:read|given|found) |provided |given )?(?:do(?:es)? not|don't|doesn't|did not|didn't|gives? no|says? nothing|contains? no|offers? no)\b/i,
    /\bno (?:further |more |other |reliable |specific )?(?:information|data|sources?|figures?|details?) (?:on .{1,80} |about .{1,80} )?(?:was|were|could be|has been|have been|is|are) (?:found|available|given|identified)\b/i,
    /\bnothing (?:further |more )?(?:was|could be) found(?:\.?$| (?:about|on|regarding|in the (?:sources|passages|pages))\b)/i,
  ],
  de: [
    /^(?:in )?(?:diese[mrs]?|(?:der|die|das|dem) (?:folgende|vorliegende)n?) (?:bericht|abschnitt|antwort|überblick|übersicht|zusammenfassung|tabelle|liste)\b(?! (?:von|der|des)\b)/i,
    /^im folgenden (?:werden|wird|soll|geht)\b/i,
    /^(?:die |diese )?(?:quellen|passagen|seiten|texte) (?:sagen|enthalten|geben|machen|nennen) (?:dazu |darüber |hierzu )?(?:nichts|keine)/i,
    /\b(?:wurden?|ließ(?:en)? sich|konnten?) (?:\S+ ){0,6}?(?:nichts|keine (?:angaben|informationen|daten|quellen|belege|hinweise)) .{0,80}(?:gefunden|finden|ermitteln|ermittelt)\b/i,
    /\b(?:wurden?|ließ(?:en)? sich|konnten?) (?:\S+ ){0,6}?(?:nichts|keine (?:angaben|informationen|daten|quellen|belege|hinweise)) (?:gefunden|finden|ermitteln|ermittelt)\b/i,
  ],
  ja: [
    /^(?:本(?:報告書?|レポート|節|章|回答|調査|分析)|この(?:レポート|節|章|回答)|(?:以下|次)の(?:節|章|表|一覧|概要))(?:は|では|で|に)/,
    /^以下(?:に|では|で)/,
    /(?:情報|記述|データ|記載|資料|出典)は?(?:見つか[らり]|見つけられ|見当た[らり]|確認でき|得られ)(?:な|ませ)/,
  ],
  zh: [
    /^(?:在)?(?:本|以下|下面的?)(?:报告|報告|节(?!目)|節(?!目)|部分|回答|概述|列表|表格|文(?!化)|章(?!程))/,
    /^(?:以下|下面|下文)(?:是|为|為|将|將|列出|介绍|介紹)/,
    /(?:没有|未能?|沒有|并未|並未)(?:找到|发现|發現|提供|查到|检索到).{0,12}(?:信息|資訊|资料|資料|数据|數據|来源|來源)/,
  ],
  ko: [
    /^(?:이|본|다음|아래) (?:보고서|절|답변|개요|표|목록|섹션)(?:는|은|에서는|에서)/,
    /(?:정보|자료|데이터|출처)(?:를|을|가|이|는|은)? ?(?:찾을 수 없|찾지 못|없습니다|없었|확인되지 않|확인할 수 없)/,
  ],
  ar: [
    /^(?:في )?(?:هذا|هذه|يتناول هذا|يغطي هذا|يعرض هذا|تعرض هذه) (?:التقرير|القسم|الإجابة|الملخص|الجدول|القائمة)/,
    /(?:لم|لا) (?:يتم العثور|يُعثر|يعثر|توجد|نعثر|تتوفر|يتوفر|أجد|نجد).{0,24}(?:معلومات|بيانات|مصادر|مصدر)/,
  ],
};
const all = Object.values(patterns).flat();
/** A sentence that says so much says something else too. */
const longest = 400;

/**
 * Whether a sentence speaks of the report itself ("This section covers…") or says that nothing was found: there is
 * nothing to look up. English, German, Japanese, Chinese, Korean and Arabic.
 */
export function isAboutReport(sentence: string): boolean {
  return sentence.length <= longest && all.some((pattern) => pattern.test(sentence));
}
