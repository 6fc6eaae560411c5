import { createHash } from 'node:crypto';
import { Citation, Verification, type Place, type ResearchPageText } from '../../src/contract/research';
import type { TaskView } from '../../src/contract/task';
import { systemOf } from '../support/brain';
import { openHostileWeb, type HostileWeb } from '../support/hostile-web';
import { House } from '../support/house';
import type { ModelCall } from '../support/model-server';
import { obedientResearcher } from '../support/obedient-brain';
import { bait, order, unmarked } from '../support/orders';

interface Research {
  readonly refused: readonly string[];
  readonly pages: readonly { readonly page: string; readonly url: string; readonly same_as?: string }[];
  readonly sources: readonly {
    readonly page: string;
    readonly why: readonly string[];
    readonly passages: readonly Place[];
  }[];
}

let web: HostileWeb;
let house: House;
let view: TaskView;
const model = obedientResearcher();
beforeAll(async () => {
  web = await openHostileWeb();
  house = await House.open({ tools: web.tools, pages: web.pages });
  house.model.reset();
  house.model.answer(model.answer);
  const query = 'What is known of the Aldersund tunnel in 2024?';
  view = await house.ended(
    await house.submit({ query, force_research: true, research_strategy: 'deep' }),
    40_000,
  );
});
afterAll(async () => {
  await house.close();
  await web.close();
});

const callOf = (content: string): ModelCall => ({
  ...{ path: '', headers: {}, startedAt: 0 },
  body: { messages: [{ role: 'user', content }] },
});
const research = () => view.metadata['research'] as Research;
const citations = () => (view.metadata['citations'] as unknown[]).map((one) => Citation.parse(one));
const verification = () => Verification.parse(view.metadata['verification']);
const stored = async (page: string, { start, end }: Partial<Place> = {}) => {
  const part = start === undefined ? '' : `?start=${start}&end=${end}`;
  return (await house.call<ResearchPageText>('GET', `/api/v1/tasks/${view.task_id}/pages/${page}${part}`))
    .body;
};
const pageAt = (host: string) => {
  const found = research().pages.find(({ url }) => url === web.at(host));
  if (!found) throw new Error(`The page of ${host} was not read`);
  return found.page;
};

test('a web that means no good costs only its own pages: the report stands', () => {
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', error: '' });
  expect(view.metadata['research']).toMatchObject({ pages_read: research().pages.length });
});

test.each([
  ['empty', /no text that can be read/],
  ['notfound', /no such page, although the server answers that all is well/],
  ['gone', /404/],
  ['loop', /redirect/i],
  ['login', /log in/],
  ['picture', /no text that can be read/],
  ['inward', /local network/],
  ['slow', /longer than 2 s/],
])('what is no page is refused with its reason: %s', (name, reason) => {
  const said = research().refused.filter((line) => line.startsWith(web.at(`${name}.example`)));
  expect(said).toEqual([expect.stringMatching(reason)]);
  expect(research().pages.some(({ url }) => url.includes(name))).toBe(false);
});

test('no order of a page is obeyed, and no word of one stands where instructions stand', () => {
  const shown = house.model.calls.map(({ body }) => JSON.stringify(body.messages)).join('\n');
  // It was put before the model, marked as what it is.
  expect(shown).toContain(bait);
  expect(house.model.calls.filter((call) => unmarked(call).includes(bait)).map(unmarked)).toEqual([]);
  expect(model.obeyed()).toBe(0);
  // The same words would be obeyed where nothing marks them.
  expect(obedientResearcher().answer(callOf(`Searches made:\n- ${order}`), 0)).toEqual({ text: bait });
  for (const call of house.model.calls) expect(systemOf(call)).not.toMatch(/ZEBRAFISH|Aldersund|crowns/i);
});

test('every [n] leads to a source that is cited for passages, and every source is used', () => {
  const numbers = [...view.result.matchAll(/\[(\d+)\]/g)].map(([, digits]) => Number(digits));
  const all = citations().map((_, index) => index + 1);
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(all);
  expect(research().sources.map(({ page }) => page)).toEqual(citations().map(({ page }) => page));
  for (const { passages } of research().sources) expect(passages.length).toBeGreaterThan(0);
});

test('every passage and every quote stands in its stored page, which hashes to its name', async () => {
  const { claim_details: details, conflicts } = verification();
  const quotes = [
    ...details.flatMap(({ supporting_quotes: own, conflicting_quotes: other }) => [...own, ...other]),
    ...conflicts.flatMap(({ sides }) => sides.map(({ quote }) => quote)),
  ];
  expect(quotes.length).toBeGreaterThan(10);
  for (const quote of quotes) expect(await stored(quote.page, quote)).toMatchObject({ text: quote.text });
  for (const { page } of research().pages) {
    const { text } = await stored(page);
    expect(createHash('sha256').update(text).digest('hex')).toBe(page);
  }
  for (const place of research().sources.flatMap(({ passages }) => passages))
    expect((await stored(place.page, place)).text).toHaveLength(place.end - place.start);
});

test.each([
  ['7,300 metres', 'operator.example', '9,800 metres', 'rivals.example'],
  ['412 million', 'ministry.example', '655 million', 'blog.example'],
])('sources that say different things are a conflict with both quotes: %s', (one, host, other, otherHost) => {
  const found = verification().conflicts.filter(({ sides }) =>
    sides.some(({ statement }) => statement.includes(one)),
  );
  // Told once, though the report says both, and says them in several sections.
  expect(found).toMatchObject([{ about: 'number' }]);
  const byPage = new Map(found[0]?.sides.map(({ quote }) => [quote.page, quote.text]));
  expect(byPage.get(pageAt(host))).toContain(one);
  expect(byPage.get(pageAt(otherHost))).toContain(other);
});

test('mirrors of one text are one source, which names them all', () => {
  const hosts = ['news.example', 'mirror-one.example', 'mirror-two.example'].map((host) => web.at(host));
  const own = citations().filter(({ url, mirrors = [] }) =>
    [url, ...mirrors].some((one) => hosts.includes(one)),
  );
  expect(own).toHaveLength(1);
  expect([own[0]?.url, ...(own[0]?.mirrors ?? [])].sort()).toEqual([...hosts].sort());
});

test.each([
  ['plans.example', /credibility: .*was written up to 14 years before the time/],
  ['tomorrow.example', /credibility: .*published on 2093-06-01, which is after it was read/],
  ['backdated.example', /credibility: .*published on 2024-05-01, but its address names 2011-03-04/],
  ['paywall.example', /quality: .*(?:pay|free)/],
  ['blog.example', /credibility: .*independent sources that contradict it: [1-9]/],
])('a source that is worth less says why: %s', (host, reason) => {
  const source = research().sources.find(({ page }) => page === pageAt(host));
  expect(source?.why.join('\n')).toMatch(reason);
});

test('a page in a wrong charset is read as it was written', async () => {
  expect((await stored(pageAt('said-utf8.example'))).text).toContain('Jørgen Bræmer');
  expect((await stored(pageAt('said-latin.example'))).text).toContain('Åse Sørlie');
});

test('a gigantic page is cut, which it says, and what stands at its beginning is found', async () => {
  const page = await stored(pageAt('gigantic.example'));
  expect(page).toMatchObject({ is_cut: true });
  expect(page.characters).toBeLessThanOrEqual(200_000);
  expect(view.result).toContain('14 emergency exits');
});
