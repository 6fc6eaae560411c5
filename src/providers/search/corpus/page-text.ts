import type TurndownService from 'turndown';
import { bounds } from '../bounds';

/** What a file of one document says, besides its place. */
export interface Extracted {
  readonly text: string;
  readonly title?: unknown;
  readonly url?: unknown;
  readonly source?: unknown;
  readonly published?: unknown;
}

const useless = [
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'nav',
  'footer',
  'form',
  'button',
] as const;

/** Reads a saved web page: its text as markdown, and what its head says of it. Throws where it is nested too deeply. */
export async function readHtml(html: string): Promise<Extracted> {
  if (depthOf(html) > bounds.htmlDepth) throw new Error('nested too deeply');
  const { default: Turndown } = await import('turndown');
  const service = new Turndown({ headingStyle: 'atx', codeBlockStyle: 'fenced' });
  const facts = new Map<string, string>();
  service.remove([...useless]);
  // Images are addresses, which are no words to search for.
  service.addRule('image', { filter: 'img', replacement: () => '' });
  service.addRule('link', { filter: 'a', replacement: (content) => content });
  addFacts(service, facts);
  const text = service.turndown(html).slice(0, bounds.documentCharacters);
  return {
    text,
    title: facts.get('og:title') ?? facts.get('title'),
    url: facts.get('canonical') ?? facts.get('og:url'),
    source: facts.get('og:site_name'),
    published: facts.get('article:published_time') ?? facts.get('date'),
  };
}

/** Elements that have no end, or that the next of their kind ends. */
const unended = new Set(
  (
    'area base br col embed hr img input link meta param source track wbr ' +
    'p li dt dd option optgroup td th tr thead tbody tfoot colgroup rp rt html head body'
  ).split(' '),
);

/** About how deeply elements are nested, from the tags alone: to know it before a tree is built. */
function depthOf(html: string): number {
  let depth = 0;
  let most = 0;
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (unended.has(name.toLowerCase())) continue;
    depth = Math.max(0, depth + (end === '/' ? -1 : 1));
    most = Math.max(most, depth);
  }
  return most;
}

/** What is needed of an element; the package's types name the browser's. */
interface HeadElement {
  readonly nodeName: string;
  getAttribute(name: string): string | null;
}

/** Notes what stands in title, meta and link elements; none of it is text of the page. */
function addFacts(service: TurndownService, facts: Map<string, string>): void {
  const note = (name: string | null, value: string | null) => {
    const key = name?.toLowerCase();
    if (key && value && !facts.has(key)) facts.set(key, value);
  };
  service.addRule('facts', {
    filter: ['title', 'meta', 'link'],
    replacement: (content, node) => {
      const element = node as unknown as HeadElement;
      const of = (name: string) => element.getAttribute(name);
      // An image in the body may have a title of its own: the first one is the page's.
      if (element.nodeName === 'TITLE') note('title', content.trim());
      if (element.nodeName === 'META') note(of('property') ?? of('name'), of('content'));
      if (element.nodeName === 'LINK' && of('rel')?.toLowerCase() === 'canonical')
        note('canonical', of('href'));
      return '';
    },
  });
}
