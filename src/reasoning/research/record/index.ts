export { fourKeys, type Results } from './four-keys';
export { researchKey, type Checkable } from './research-key';
export { scoreSources, type ScoreContext, type ScoredPage } from './score-sources';
export { stageCosts, type StageCost } from './stage-costs';
export { verificationOf, type Numbers } from './verification-of';
