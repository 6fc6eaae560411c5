import { isDenseTerm, tokenize } from '../../../text/tokens';

/** Sentences about the report itself, or that say that nothing was found: there is nothing to look up. */
const aboutItself = [
  /^(?:this|the following|the present) (?:report|section|answer|article|overview|summary|table|list)\b/i,
  /^(?:the |these )?(?:passages|sources|pages) (?:that were read )?(?:do not|don't|did not|give no|say nothing|contain no)/i,
  /\b(?:no (?:information|data|source|evidence|figures?)|nothing) (?:was|were|could be|has been|is) (?:found|available|given)/i,
  /^(?:dieser|diese|dieses|der folgende|die folgende|das folgende) (?:bericht|abschnitt|antwort|überblick|zusammenfassung|tabelle|liste)\b/i,
  /\b(?:dazu|darüber|hierzu)? ?(?:wurde|wurden|ließ sich|ließen sich) (?:nichts|keine)\b.*\b(?:gefunden|finden)/i,
  /^(?:本|この|以下の)(?:報告書?|レポート|節|章|回答|概要|表|一覧)(?:は|では|で)/,
  /(?:情報|記述|データ|記載)は(?:見つから|見当たら|確認でき)(?:な|ませ)/,
  /^(?:本|这份|該|以下)(?:报告|報告|节|節|部分|回答|概述|列表|表格)/,
  /(?:没有|未|沒有)(?:找到|发现|發現|提供|查到).{0,8}(?:信息|資訊|资料|資料|数据|數據|来源|來源)/,
  /^(?:이|본|다음) (?:보고서|절|답변|개요|표|목록)(?:는|은|에서는)/,
  /(?:정보|자료|데이터)(?:를|을|가|이)? (?:찾을 수 없|찾지 못|없습니다|확인되지 않)/,
  /^(?:هذا|هذه|يتناول هذا) (?:التقرير|القسم|الإجابة|الملخص|الجدول|القائمة)/,
  /(?:لم|لا) (?:يتم العثور|يُعثر|يعثر|توجد|نعثر).{0,24}(?:معلومات|بيانات|مصادر|مصدر)/,
];

const leastWords = 3;
const leastDense = 2;

/**
 * Whether a sentence states something that a page could bear out. It does not when it is a question, leads a list in
 * (`:` at its end), speaks of the report itself, says that nothing was found, or has fewer than three words (in
 * Chinese, Japanese and Korean: two terms).
 */
export function isClaim(sentence: string): boolean {
  if (/[?？؟]["'”’」』)\]）]*$/u.test(sentence) || /[:：]\s*$/u.test(sentence)) return false;
  if (aboutItself.some((pattern) => pattern.test(sentence))) return false;
  const terms = tokenize(sentence);
  const dense = terms.filter(isDenseTerm).length;
  return (
    dense >= leastDense || terms.length - dense >= leastWords || (dense > 0 && terms.length > leastDense)
  );
}
