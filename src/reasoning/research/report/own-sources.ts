import { linesOf } from '../../../text/lines';

const names =
  'sources?(?: cited)?|references|bibliography|works cited|citations|footnotes|quellen(?:verzeichnis|angaben)?|literatur(?:verzeichnis)?|出典|参考文献|参考資料|引用元|情報源|来源|來源|资料来源|資料來源|參考文獻|參考資料|参考资料|引用|출처|참고\\s?문헌|참고\\s?자료|المصادر|المراجع|مصادر';
const title = new RegExp(`^[\\s#>*_]*(?:\\d+\\.\\s*)?(?:${names})[\\s*_]*[:：]?[\\s*_]*$`, 'iu');
/** Lines after the title that are a list of sources, not prose. */
const isEntry =
  /^\s*(?:$|[-*+•]|\(?\[?\^?\p{Nd}+[\].):）、]?\s|\[\^?[pP]?\p{Nd}+\]|【|\[|https?:|<https?:|.*https?:\/\/)/u;

/** A text without the list of sources that its writer put at its end: the record has one of its own. */
export function withoutOwnSources(text: string): string {
  const lines = [...linesOf(text)].filter(({ kind }) => kind !== 'code');
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (!line || !title.test(text.slice(line.start, line.end))) continue;
    const after = lines.slice(index + 1).map(({ start, end }) => text.slice(start, end));
    return after.every((entry) => isEntry.test(entry)) ? text.slice(0, line.start).trimEnd() : text;
  }
  return text;
}
