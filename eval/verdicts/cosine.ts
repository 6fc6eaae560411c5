import type { Embedder } from './embeddings';
import type { Score } from './scored';
import { titledSentences } from './sentences-of-task';

/** Cosine of the claim's vector and that of the sentence that is nearest to it. */
export function cosine(embedder: Embedder): Score {
  return async (task) => {
    const sentences: (readonly number[])[] = [];
    for (const sentence of titledSentences(task)) sentences.push(await embedder.embed(sentence));
    const scores: number[] = [];
    for (const { text } of task.claims) {
      const own = await embedder.embed(text);
      scores.push(Math.max(...sentences.map((sentence) => productOf(own, sentence))));
    }
    return scores;
  };
}

function productOf(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
