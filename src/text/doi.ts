import { parseUrl } from './parse-url';

const name = /10\.\d{4,9}\/[^\s"'<>«»“”‘’\\^`{}|，。、；]+/;
/** What publishers add to the address of an article's own page. */
const added =
  /(?:\/(?:full|abstract|abs|pdf|epdf|pdfdirect|fulltext|full-text|meta|html|references|figures|summary|v\d+)|\.(?:pdf|html?|xml|full(?:\.pdf)?))+$/i;
const arxiv = /^\/(?:abs|pdf|html)\/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?\/?$/i;

/**
 * The DOI that an address leads to or a text names, in lower case, without `https://doi.org/`; the first of several.
 * Undefined where there is none. A paper of arXiv has one too.
 */
export function doiOf(text: string): string | undefined {
  const url = /^https?:\/\/\S+$/i.test(text.trim()) ? parseUrl(text.trim()) : undefined;
  if (!url) return cleaned(name.exec(text)?.[0] ?? '');
  const paper = /(?:^|\.)arxiv\.org$/.test(url.hostname) ? arxiv.exec(url.pathname)?.[1] : undefined;
  if (paper !== undefined) return `10.48550/arxiv.${paper.toLowerCase()}`;
  const found =
    name.exec(decoded(url.pathname))?.[0] ??
    name.exec(
      decoded(url.search)
        .split('&')
        .find((part) => name.test(part)) ?? '',
    )?.[0];
  if (found === undefined) return undefined;
  return cleaned(/(?:^|\.)doi\.org$/.test(url.hostname) ? found : found.replace(added, ''));
}

/** Without what the sentence around it adds: stops, and brackets that were not opened within. */
function cleaned(found: string): string | undefined {
  let doi = found.toLowerCase();
  for (let last = ''; last !== doi;) {
    last = doi;
    doi = doi.replace(/[.,;:!?*_/]+$/, '');
    for (const [open, close] of ['()', '[]'])
      if (doi.endsWith(close ?? '') && doi.split(open ?? '').length < doi.split(close ?? '').length)
        doi = doi.slice(0, -1);
  }
  return name.test(doi) ? doi : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A percent sign of its own; what was meant is not known.
    return part;
  }
}
