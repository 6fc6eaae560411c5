export { mergeFacts, type Found, type MergedFacts } from './merge-facts';
export { summariseFacts } from './summarise-facts';
