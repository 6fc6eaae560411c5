import { askedOf, brain, planStep, purposeOf, toolResultsOf, value } from '../support/brain';
import type { Behaviour, ModelCall } from '../support/model-server';
import { researcher } from '../support/research-brain';
import type { Kind } from './task-model';

/** What is submitted of each kind; `name` stands in every call of the task. */
export const bodies: Readonly<Record<Kind, (name: string) => object>> = {
  simple: (name) => ({ query: `Say it, ${name}.`, mode: 'simple' }),
  reviewed: (name) => ({
    ...{ query: `Find the parts of ${name}, then compare them and then sum them up.`, mode: 'standard' },
    require_review: true,
  }),
  approved: (name) => ({
    ...{ query: `Ferries of ${name}?`, mode: 'standard' },
    require_approval: ['web_search'],
  }),
  reflected: (name) => ({ query: `Why, ${name}?`, mode: 'complex', context: { reasoning: 'reflection' } }),
  sampled: (name) => ({
    ...{ query: `How many, ${name}?`, mode: 'complex' },
    context: { reasoning: 'self_consistency', reasoning_params: { samples: 3 } },
  }),
  researched: (name) => ({
    ...{ query: `What is the harbour ferry of ${name}, and what does a ticket cost?`, force_research: true },
    require_review: true,
  }),
};

const judgement = { criteria: [{ name: 'all', score: 0.9, reason: 'So it is.' }], score: 0.9, reasons: [] };
const rules: Parameters<typeof brain>[0] = {
  plan: value({ steps: [planStep('a', [], [])] }),
  step: { text: 'Done.' },
  whole: (call) =>
    askedOf(call).includes('Ferries of') && toolResultsOf(call).length === 0
      ? { text: '', tools: [{ name: 'web_search', args: { query: 'ferry' } }] }
      : { text: 'Found.' },
  other: { text: 'Said.' },
  draft: { text: 'First.' },
  judge: value(judgement),
  think: { text: 'Answer: 4' },
  group: value({ groups: [[1, 2, 3]] }),
};
const work = brain(rules);
const research = researcher();

/** A model that can do tasks of all kinds, and holds each call until it is let go. */
export function heldWork(call: ModelCall, index: number): Behaviour {
  const behaviour = purposeOf(call) in rules ? work(call, index) : research(call, index);
  return { ...behaviour, holdAfter: 0 };
}

/** Whether a call speaks of something. */
export function isOf({ body }: ModelCall, words: string): boolean {
  return JSON.stringify(body.messages).includes(words);
}
