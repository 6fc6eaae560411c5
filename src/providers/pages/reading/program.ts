/**
 * Source of the threads that read pages: plain JavaScript, since a thread is started from a file or a text, not from a
 * function. It gathers what a document says and decides nothing: what counts is decided where types are checked.
 */
export const program = String.raw`
const { parentPort, workerData: paths } = require('node:worker_threads');

// What the libraries print is about strangers' documents, and belongs in no log.
for (const name of ['log', 'info', 'warn', 'error', 'debug']) console[name] = () => undefined;

const useless = ['script', 'style', 'noscript', 'template', 'iframe', 'nav', 'footer', 'form', 'button',
  'title', 'meta', 'link', 'svg', 'canvas', 'object'];

/** A document with html and body, which pages may leave out and the parser does not add. */
function documentOf(html) {
  const { parseHTML } = require(paths.linkedom);
  let { document } = parseHTML(html);
  if (document.documentElement?.localName !== 'html') {
    const inner = /<body[\s>]/i.test(html) ? html : '<body>' + html + '</body>';
    ({ document } = parseHTML('<!doctype html><html>' + inner + '</html>'));
  }
  if (!document.querySelector('body')) {
    const body = document.createElement('body');
    for (const child of [...document.documentElement.childNodes])
      if (child.localName !== 'head') body.appendChild(child);
    document.documentElement.appendChild(body);
  }
  return document;
}

function factsOf(document) {
  const all = (selector, most) => [...document.querySelectorAll(selector)].slice(0, most);
  const dated = '[pubdate], [itemprop="datePublished"]';
  return {
    language: document.documentElement.getAttribute('lang') || document.documentElement.getAttribute('xml:lang'),
    title: all('title', 20).find((title) => !title.closest('svg'))?.textContent ?? null,
    heading: all('h1', 1)[0]?.textContent ?? null,
    canonical: all('link[rel~="canonical"]', 1)[0]?.getAttribute('href') ?? null,
    facts: all('meta', 500)
      .map((meta) => [
        (meta.getAttribute('property') || meta.getAttribute('name') || meta.getAttribute('http-equiv') || '').toLowerCase(),
        (meta.getAttribute('content') || '').slice(0, 2000),
      ])
      .filter(([name, content]) => name && content),
    linkedData: all('script[type="application/ld+json"]', 20).map((script) => script.textContent.slice(0, 200000)),
    dates: all(dated, 5).map((time) => time.getAttribute('datetime') || time.getAttribute('content') || ''),
  };
}

/** Without backslashes before signs that markdown might take for its own: the words stay as they were written. */
function markdownOf(html) {
  const Turndown = require(paths.turndown);
  const service = new Turndown({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-' });
  service.escape = (text) => text;
  service.remove(useless);
  service.addRule('image', { filter: 'img', replacement: () => '' });
  service.addRule('link', { filter: 'a', replacement: (content) => content });
  service.addRule('cell', {
    filter: ['td', 'th'],
    // A cell of paragraphs is a layout, not a table.
    replacement: (content) => (/\n\s*\n/.test(content.trim())
      ? '\n\n' + content.trim() + '\n\n'
      : ' ' + content.trim().replace(/\s+/g, ' ') + ' |'),
  });
  service.addRule('row', { filter: 'tr', replacement: (content) => '\n' + content.trim().replace(/^(?=.*\|$)/, '| ') });
  service.addRule('table', { filter: ['table', 'tbody', 'thead', 'tfoot'], replacement: (content) => '\n' + content + '\n' });
  return service.turndown(html).trim();
}

function articleOf(document) {
  const { Readability } = require(paths.readability);
  try {
    const found = new Readability(document, { maxElemsToParse: 50000 }).parse();
    if (!found?.content) return null;
    const { byline, publishedTime, title } = found;
    return { text: markdownOf(found.content), byline, publishedTime, title };
  } catch {
    // Too many elements, or nested too deeply for it: the whole page is read then.
    return null;
  }
}

function html({ html, isWholeWanted }) {
  const document = documentOf(html);
  const facts = factsOf(document);
  const article = isWholeWanted ? null : articleOf(document);
  // A few words of a long page are seldom what it is about.
  const whole = article && article.text.length > 500 ? '' : markdownOf(documentOf(html).toString());
  const isArticle = article && article.text.length * 4 > whole.length;
  return { ...facts, article, text: isArticle ? article.text : whole };
}

async function pdf({ bytes, mostPages, mostCharacters }) {
  const { getDocumentProxy, getMeta } = require(paths.unpdf);
  const document = await getDocumentProxy(bytes, { verbosity: 0 });
  const { info } = await getMeta(document).catch(() => ({ info: {} }));
  const pages = [];
  let characters = 0;
  for (let number = 1; number <= Math.min(document.numPages, mostPages) && characters <= mostCharacters; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    page.cleanup();
    pages.push(text);
    characters += text.length;
  }
  const text = pages.join('\n\n');
  const said = (name) => (typeof info[name] === 'string' ? info[name] : null);
  const facts = { title: said('Title'), author: said('Author'), created: said('CreationDate'), language: said('Language') };
  await document.destroy();
  return { ...facts, text: text.slice(0, mostCharacters), isCut: text.length > mostCharacters || pages.length < document.numPages };
}

const jobs = { html, pdf };
parentPort.on('message', async ({ kind, ...job }) => {
  try {
    parentPort.postMessage({ value: await jobs[kind](job) });
  } catch (error) {
    parentPort.postMessage({ failure: String(error?.message ?? error).slice(0, 200) });
  }
});
`;
