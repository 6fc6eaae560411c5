import { createHash } from 'node:crypto';
import type { CorpusPage } from '../search/corpus/corpus';
import { hostOf } from '../search/url';
import { ToolError } from '../tools/tool-error';
import { bounds } from './bounds';
import type { Page } from './port';
import { firstLanguage, firstLine, nothingSaid, plainText, type Extracted } from './reading/extracted';
import { valueOf, type Answer } from './web/open';

/** The page that an answer holds. Throws `ToolError` where there is no text in it. */
export function pageOf(asked: URL, answer: Answer, extracted: Extracted, contentType: string): Page {
  const { url, status, headers } = answer;
  if (extracted.text === '')
    throw new ToolError(
      `${url.href} has no text that can be read: it may be made by a program in the browser, or hold pictures only.`,
    );
  return {
    ...extracted,
    url: asked.href,
    finalUrl: url.href,
    status,
    title: extracted.title ?? nameOf(url),
    publisher: extracted.publisher ?? hostOf(url),
    language: extracted.language ?? firstLanguage(valueOf(headers['content-language'])),
    contentType,
    ...retrieved(extracted.text),
  };
}

/** The page that a document of the corpus is. */
export function pageOfCorpus(url: string, document: CorpusPage): Page {
  const { text, isCut } = plainText(document.text);
  if (text === '') throw new ToolError(`The document ${JSON.stringify(url)} of the corpus is empty.`);
  return {
    ...nothingSaid,
    url,
    finalUrl: document.url,
    status: null,
    title: document.title,
    publisher: document.source,
    published: document.published,
    contentType: 'text/plain',
    text,
    isCut: isCut || document.text.length >= bounds.textCharacters,
    ...retrieved(text),
  };
}

function retrieved(text: string): Pick<Page, 'hash' | 'retrievedAt'> {
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  return { hash, retrievedAt: new Date().toISOString() };
}

/** What a page is called that has no title: the last part of its path, else its host. */
function nameOf(url: URL): string {
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? '';
  try {
    return firstLine(bounds.titleCharacters, decodeURIComponent(last)) ?? url.host;
  } catch {
    return last;
  }
}
