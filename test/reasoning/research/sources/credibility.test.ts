import { credibilityOf, expectedCredibility } from '../../../../src/reasoning/research/sources/credibility';
import { cpuMs } from '../../../support/cpu-time';
import fc from '../../../support/properties';
import { hosts } from './hosts';
import { page, prose } from './page';

const url = 'https://www.somefirm.de/report';
const plain = page({ url });
const base = credibilityOf(plain).score;
const told = (given: Parameters<typeof page>[0], context = {}) => credibilityOf(page(given), context);

test('every score says where it starts and what moved it, and the steps come to the score', () => {
  const { score, why } = told(
    { url, author: 'A. Writer', published: null },
    { agreement: { agreeing: 2, disagreeing: 1 } },
  );
  const steps = why.map((line) => /^(?:starts at )?([+-]?\d\.\d\d): \S/.exec(line)?.[1]);
  expect(steps).not.toContain(undefined);
  expect(steps.reduce((sum, step) => sum + Number(step), 0)).toBeCloseTo(score, 1);
  expect(why[0]).toBe('starts at 0.50: somefirm.de is a host that no table knows');
  expect(why.join('\n')).toMatch(/agree with it: 2[\s\S]*contradict it: 1/);
});

describe('a primary source', () => {
  const about = (name: string, ...aliases: string[]) => ({ entities: [{ name, aliases }] });

  test.each([
    ['https://www.toyota.co.jp/x', about('Toyota Motor Corporation')],
    ['https://www.toyota.co.jp/x', about('トヨタ自動車', 'Toyota')],
    ['https://www.sueddeutsche.de/x', about('Süddeutsche')],
    ['https://openai.com/x', about('OpenAI')],
    ['https://www.rust-lang.org/x', about('Rust')],
    ['https://www.hp.com/x', about('HP')],
    ['https://www.who.int/x', about('World Health Organization')],
    ['https://github.com/temporalio/sdk-typescript', about('Temporalio')],
    ['https://fastapi.readthedocs.io/x', about('FastAPI')],
    ['https://www.mit.edu/x', about('Massachusetts Institute of Technology', 'MIT')],
  ])('%s counts more', (primary, context) => {
    const { score, why } = told({ url: primary }, context);
    expect(score).toBeGreaterThan(told({ url: primary }).score);
    expect(why.join('\n')).toContain('primary source');
  });

  test.each([
    ['a host that only begins with the name', 'https://www.applesupport-help.com/x', about('Apple')],
    ['a name that anybody could take', 'https://toyota.substack.com/x', about('Toyota')],
    ['an account of a social network', 'https://x.com/toyota', about('Toyota')],
    ['a suffix where names are nearly free', 'https://tesla.xyz/x', about('Tesla')],
    ['a subdomain', 'https://tesla.somehost.com/x', about('Tesla')],
    ['the name of something else', 'https://www.sony.com/x', about('Toyota')],
  ])('is not %s', (_, other, context) => {
    expect(told({ url: other }, context).why.join('\n')).not.toContain('primary source');
  });
});

describe('a page that lies about its date', () => {
  test.each([
    ['published after it was read', { published: '2027-03-01' }, 'after it was read'],
    [
      'of another year than its address',
      { url: 'https://www.somefirm.de/2019/03/04/report', published: '2026-05-20' },
      'its address names 2019-03-04',
    ],
    [
      'English',
      { published: '2026-05-20', text: `Published: March 4, 2019\n\n${prose}` },
      'its text says 2019-03-04',
    ],
    [
      'German',
      { published: '2026-05-20', text: `Veröffentlicht am 4. März 2019\n\n${prose}` },
      'its text says 2019-03-04',
    ],
    [
      'Japanese',
      { published: '2026-05-20', text: `公開日：2019年3月4日\n\n${prose}` },
      'its text says 2019-03-04',
    ],
    [
      'Chinese',
      { published: '2026-05-20', text: `发布时间：2019年3月4日\n\n${prose}` },
      'its text says 2019-03-04',
    ],
    [
      'Korean',
      { published: '2026-05-20', text: `입력 2019년 3월 4일\n\n${prose}` },
      'its text says 2019-03-04',
    ],
    [
      'Arabic',
      { published: '2026-05-20', text: `تاريخ النشر: 4 مارس 2019\n\n${prose}` },
      'its text says 2019-03-04',
    ],
    [
      'older than what it tells',
      {
        published: '2015-01-10',
        text: `On 3 March 2021 the line opened. On 5 June 2022 a second one did. On 7 July 2023 it closed.\n\n${prose}`,
      },
      'tells of 2023-07-07',
    ],
  ])('is caught: %s', (_, given, reason) => {
    const { score, why } = told({ url, ...given });
    expect(why.join('\n')).toContain(reason);
    expect(score).toBeLessThan(base);
  });

  test.each([
    ['a day ahead, which it is somewhere', { published: '2026-06-02' }],
    ['an update after its day', { text: `Updated: 20 May 2026\n\n${prose}` }],
    ['both days on one line', { text: `Published January 15, 2026, updated May 20, 2026\n\n${prose}` }],
    [
      'days that are still to come',
      { text: `The line opens on 3 March 2027, 4 March 2028 and 5 March 2029.\n\n${prose}` },
    ],
    [
      'days of history',
      { text: `It opened on 3 March 1921, closed on 5 June 1942 and opened on 7 July 1953.\n\n${prose}` },
    ],
    ['the day of its address', { url: 'https://www.somefirm.de/2026/01/15/report' }],
  ])('is not one with %s', (_, given) => {
    expect(told({ url, ...given }).why.join('\n')).not.toContain('says that it was published');
  });
});

test('a page that bears the name of a newsroom of another host is caught; one that carries its news is not', () => {
  const borrowed = told({ url, publisher: 'Reuters' });
  expect(borrowed.score).toBeLessThan(base - 0.1);
  expect(borrowed.why.join('\n')).toContain('calls itself Reuters, whose host is reuters.com');
  for (const carrier of [
    'https://news.yahoo.com/x',
    'https://www.theguardian.com/x',
    'https://jp.reuters.com/x',
  ])
    expect(told({ url: carrier, publisher: 'Reuters' }).why.join('\n')).not.toContain('calls itself');
});

test('a page that names an original elsewhere is told as a copy of it', () => {
  const copy = told({ url, canonical_url: 'https://www.otherfirm.de/report' });
  expect(copy.why.join('\n')).toContain('names a page of otherfirm.de as its original');
  expect(copy.score).toBeLessThan(base);
  for (const own of ['https://somefirm.de/report', 'not an address'])
    expect(told({ url, canonical_url: own }).score).toBe(base);
});

describe('words of a text', () => {
  test.each([
    ['paid for', 'Sponsored content'],
    ['paid for', '**Anzeige**'],
    ['paid for', '【PR記事】'],
    ['paid for', '推广内容'],
    ['paid for', '광고성 기사'],
    ['paid for', 'محتوى مدفوع'],
    ['what readers buy', 'This post contains affiliate links.'],
    ['what readers buy', '本記事はアフィリエイト広告を利用しています'],
    ['what readers buy', '쿠팡 파트너스 활동의 일환으로 수수료를 제공받습니다.'],
    ['language model', 'As an AI language model, I cannot say what comes next.'],
    ['language model', '作为一个人工智能语言模型，我无法预测。'],
  ])('lower a score: %s (%s)', (reason, words) => {
    const { score, why } = told({ url, text: `${words}\n\n${prose}` });
    expect(why.join('\n')).toContain(reason);
    expect(score).toBeLessThan(base);
  });

  test('that are about such texts do not', () => {
    const text = `The council fined a blog that did not mark sponsored content as such. One text began with "As an AI language model, I".\n\n${prose}`;
    expect(told({ url, text }).score).toBe(base);
  });

  test('that say where it knows from raise it', () => {
    const links = '[a study](https://www.nature.com/articles/x) and [the law](https://www.bundestag.de/x)';
    expect(told({ url, text: `${prose}\n\n${links}\n\n## References` }).score).toBeGreaterThan(base);
    expect(told({ url, text: `${prose}\n\n[more](https://shop.somefirm.de/x)` }).score).toBe(base);
  });
});

describe('age', () => {
  const timeFrame = { from: '2025-01-01', to: '2025-12-31' };

  test('a page from before the time in question counts less the older it is, one from after it does not', () => {
    const of = (published: string) => told({ url, published }, { timeFrame }).score;
    expect(of('2024-06-01')).toBeLessThan(of('2025-06-01'));
    expect(of('2018-06-01')).toBeLessThan(of('2024-06-01'));
    expect(of('2026-05-01')).toBe(of('2025-06-01'));
  });

  test('a page of the time in question is not old, however long ago that was', () => {
    const moon = { from: '1969-07-01', to: '1969-07-31' };
    const { why } = told({ url, published: '1969-07-21' }, { timeFrame: moon });
    expect(why.join('\n')).not.toMatch(/old|before/);
    expect(told({ url, published: '1990-01-01' }).why.join('\n')).toContain('36 years old');
  });
});

test('a page of a hundred thousand strange characters takes no long time', () => {
  const strange = ['\n', '[x', '](https://', '"', '1/2/', '三', ' #'].map((part) => part.repeat(100_000));
  const read = () => strange.map((text) => credibilityOf(page({ url, text })));
  expect(cpuMs(read)).toBeLessThan(20_000);
});

describe('whatever the page', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      prose,
      '',
      'As an AI language model, no.',
      '[x](https://a.org/) 10.1234/x.y',
      '公開日：2019年3月4日',
    ),
  );
  const anyDay = fc.option(
    fc.oneof(
      fc
        .date({ min: new Date('1900-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10)),
      fc.constantFrom('', 'yesterday', '2026-13-40'),
    ),
    { nil: null },
  );
  const anyPage = fc
    .record({
      final_url: fc.oneof(
        fc.constantFrom(...hosts.map(([one]) => one), 'corpus:///a/b.md', 'not an address', ''),
        fc.webUrl(),
      ),
      text: anyText,
      published: anyDay,
      author: fc.option(fc.string(), { nil: null }),
      publisher: fc.oneof(fc.string(), fc.constantFrom('Reuters', 'BBC')),
      is_cut: fc.boolean(),
      is_paywalled: fc.boolean(),
    })
    .map((given) => page({ url, ...given }));
  const count = fc.nat({ max: 30 });

  test('a score lies between 0 and 1, has two decimals and says why', () => {
    fc.assert(
      fc.property(anyPage, count, count, (any, agreeing, disagreeing) => {
        const { score, why } = credibilityOf(any, { agreement: { agreeing, disagreeing } });
        return score >= 0 && score <= 1 && Math.round(score * 100) / 100 === score && why.length > 0;
      }),
    );
  });

  test('more sources that agree never lower it, more that contradict never raise it', () => {
    fc.assert(
      fc.property(anyPage, count, count, count, (any, few, more, others) => {
        const of = (agreeing: number, disagreeing: number) =>
          credibilityOf(any, { agreement: { agreeing, disagreeing } }).score;
        return (
          of(few + more, others) >= of(few, others) &&
          of(others, few + more) <= of(others, few) &&
          of(few, 0) >= credibilityOf(any).score
        );
      }),
    );
  });

  test('a kind of host that is believed more stays ahead of another under the same signals', () => {
    const two = (one: string) => page({ url: one, published: null, author: 'A. Writer' });
    expect(credibilityOf(two('https://www.reuters.com/x')).score).toBeGreaterThan(
      credibilityOf(two('https://www.reddit.com/x')).score,
    );
  });
});

test('what is expected before reading knows host, path and the things asked about', () => {
  expect(expectedCredibility('https://www.nature.com/articles/x').score).toBe(0.87);
  expect(
    expectedCredibility('https://openai.com/x', [{ name: 'OpenAI', aliases: [] }]).score,
  ).toBeGreaterThan(expectedCredibility('https://openai.com/x').score);
});
