import type { Place } from '../../../../src/contract/research';
import type { JudgedClaim } from '../../../../src/reasoning/research/judge/combine-verdicts';
import { bearOut } from '../../../../src/reasoning/research/judge/bear-out';
import { indexEvidence } from '../../../../src/reasoning/research/judge/evidence-index';
import { rightSources } from '../../../../src/reasoning/research/judge/right-sources';
import { statementOf } from '../../../../src/reasoning/research/judge/statement';

const quote = (page: string) => ({ page, start: 3, end: 9, text: 'It is.' });
const place = (page: string): Place => ({ page, start: 0, end: 40 });
const judged = (of: Partial<JudgedClaim>): JudgedClaim => ({
  ...{ claim: 'It is.', verdict: 'supported', confidence: 0.9, reason: '', judgedBy: 'rules' },
  ...{ supporting: [quote('right'), quote('mirror')], conflicting: [] },
  ...of,
});
const sources = (
  cites: readonly string[],
  of: Partial<JudgedClaim> = {},
  bornOutBy: readonly string[] = [],
) =>
  rightSources({ cites: cites.map(place), bornOutBy, judged: judged(of) }, (page) =>
    page === 'copy' ? 'right' : page,
  );

test.each([
  ['cites the page that says it', ['right'], {}, undefined],
  ['cites a mirror of that page', ['copy'], {}, undefined],
  ['cites a page that says something else', ['wrong'], {}, [{ page: 'right', start: 3, end: 9 }]],
  ['cites nothing', [], {}, [{ page: 'right', start: 3, end: 9 }]],
  ['cites one page too many', ['wrong', 'right'], {}, [place('right')]],
  ['cites more than the model quoted', ['wrong', 'right'], { judgedBy: 'model' as const }, undefined],
  ['is contradicted', ['wrong'], { verdict: 'contradicted' as const }, undefined],
  ['is supported by nothing that can be named', ['wrong'], { supporting: [] }, undefined],
])('what a claim is to cite that %s', (_, cites, of, expected) => {
  expect(sources(cites, of)).toEqual(expected);
});

test('a cited page that says it may stay, though others say it better', () => {
  expect(sources(['own'], {}, ['own'])).toBeUndefined();
});

test('each cited page is looked into by itself', () => {
  const said = 'The bridge of Velmark is 742 metres long.';
  const pages = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map(
    (page) => ({
      ...{ page, title: 'Velmark', language: 'en' },
      text: page === 'two' ? 'The bridge of Velmark is painted green.' : `${said} Its length is known.`,
    }),
  );
  const index = indexEvidence(pages);
  expect(bearOut(statementOf(said, 'en'), ['ten', 'two', 'ten'], index)).toEqual(['ten']);
});
