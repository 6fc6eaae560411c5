import { parseUrl } from './parse-url';

/** Signs that never stand in one or end it; angle brackets do in older ones, in pairs. */
const doi = /10\.\d{4,9}\/(?:[^\s"'<>«»“”‘’\\^`{}|，。、；]|<[^\s<>/]{1,20}>){1,256}/;
/** What publishers add to it in the address of an article. */
const added =
  /(?:\/(?:full|abstract|abs|e?pdf|pdfdirect|full-?text|meta|html|references|figures|summary|v\d+)|\.(?:pdf|html?|xml|full|abstract)|(?<=^10\.1101\/[\d.]+)v\d+)$/i;
/** Papers have a number, older ones a field before it, with or without its part. */
const arxiv = /^\/(?:abs|pdf|html)\/(?:(\d{4}\.\d{4,5})|([a-z-]+)(?:\.[a-z]{2})?\/(\d{7}))/i;

/**
 * The DOI that an address leads to or a text names, in lower case, without `https://doi.org/`; the first of several.
 * Undefined where there is none. A paper of arXiv has one too.
 */
export function doiOf(text: string): string | undefined {
  const trimmed = text.trim();
  const url = /^https?:\/\/\S+$/i.test(trimmed) ? parseUrl(trimmed) : undefined;
  if (!url) return cleaned(doi.exec(text)?.[0]);
  if (/(?:^|\.)arxiv\.org$/.test(url.hostname)) return ofArxiv(url.pathname);
  const parameter = url.search
    .split(/[?&]/)
    .map(decoded)
    .find((part) => doi.test(part));
  const found = doi.exec(decoded(url.pathname))?.[0] ?? doi.exec(parameter ?? '')?.[0];
  return cleaned(/(?:^|\.)doi\.org$/.test(url.hostname) ? found : found && withoutAdded(found));
}

function ofArxiv(path: string): string | undefined {
  const [, number, field, older] = arxiv.exec(path) ?? [];
  if (number !== undefined) return `10.48550/arxiv.${number}`;
  return field && older ? `10.48550/arxiv.${field.toLowerCase()}/${older}` : undefined;
}

function withoutAdded(found: string): string {
  const shorter = found.replace(added, '');
  return shorter === found ? found : withoutAdded(shorter);
}

/** Without what the sentence around it adds: stops, and brackets that were not opened within. */
function cleaned(found = ''): string | undefined {
  const plain = found.toLowerCase().replace(/[.,;:!?*_/]+$/, '');
  const isOpen = (open: string, close: string) =>
    plain.endsWith(close) && plain.split(open).length < plain.split(close).length;
  if (isOpen('(', ')') || isOpen('[', ']')) return cleaned(plain.slice(0, -1));
  return doi.test(plain) ? plain : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A percent sign of its own; what was meant is not known.
    return part;
  }
}
