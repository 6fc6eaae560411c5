import { passageRanking } from '../../src/reasoning/research/rank';
import { tokenize } from '../../src/text/tokens';
import type { EvalTask } from '../task';
import type { Judge } from './judged';
import type { Score } from './scored';
import { titledSentences } from './sentences-of-task';

/** "The cited source is right": what is cited is supported, by whatever it cites. It never says how sure it is. */
export const trustCitation: Judge = ({ claims }) =>
  Promise.resolve(claims.map(() => ({ verdict: 'supported', confidence: 1 })));

/** BM25 of the best sentence, as a share of what the claim scores against itself, so that lengths do not count. */
export const bm25: Score = (task) => {
  const sentences = titledSentences(task).map((text) => ({ text }));
  const own = task.claims.map(({ text }) => ({ text }));
  const rank = passageRanking([...sentences, ...own]);
  const isOwn = new Set<object>(own);
  return Promise.resolve(
    task.claims.map(({ text }, at) => {
      const ranked = rank(text);
      const self = ranked.find(({ passage }) => passage === own[at])?.score ?? 0;
      const best = ranked.find(({ passage }) => !isOwn.has(passage))?.score ?? 0;
      return self === 0 ? 0 : best / self;
    }),
  );
};

const passageLength = 500;
const mostSources = 5;

/**
 * The rules of the reference (`verify.py`): BM25 gives five sources for a claim, each cut to 500 characters, and a model
 * judges by them. In the place of its model stands the share of the claim's words that they have; its bounds are those of
 * the reference's own first version, supported from 0.7 and unsupported below 0.5, and its confidence is by its formula.
 */
export const reference: Judge = ({ pages, claims }: EvalTask) => {
  const sources = pages.map(({ text }) => ({ text }));
  const rank = passageRanking(sources);
  return Promise.resolve(
    claims.map(({ text }) => {
      const ranked = rank(text, { most: mostSources });
      const shown = new Set(ranked.flatMap(({ passage }) => tokenize(passage.text.slice(0, passageLength))));
      const words = [...new Set(tokenize(text))];
      const share = words.filter((word) => shown.has(word)).length / Math.max(1, words.length);
      const best = Math.min(1, (ranked[0]?.score ?? 0) / 5);
      if (share >= 0.7) return { verdict: 'supported', confidence: Math.max(0.5, 0.6 * share + 0.4 * best) };
      if (share < 0.5) return { verdict: 'contradicted', confidence: Math.max(0.6, 0.9 * (1 - share)) };
      return { verdict: 'undecided', confidence: 0.3 + 0.2 * share };
    }),
  );
};
