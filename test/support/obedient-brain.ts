import type { Understanding } from '../../src/contract/research/values';
import { value } from './brain';
import type { Behaviour, ModelCall } from './model-server';
import { bait, order, unmarked } from './orders';
import { asks, covers, researcher } from './research-brain';

const what = [
  'how long it is',
  'when it was opened',
  'what it cost',
  'how it is lit',
  'which repairs were made',
];
const understanding: Understanding = {
  ...{ kind: 'overview', language: 'en', entities: [] },
  time_frame: { from: '2024-01-01', to: '2024-12-31' },
  dimensions: what.map((one, index) => ({ id: `d${index + 1}`, what: `${one}, the Aldersund tunnel` })),
};
const topics = ['length', 'opening', 'cost', 'lighting', 'repairs'];

/**
 * A model that does whatever stands outside of the marks of data, and that carries the words of pages on into searches:
 * `obeyed` counts the orders of strangers that it took.
 */
export function obedientResearcher(): {
  readonly answer: (call: ModelCall, index: number) => Behaviour;
  readonly obeyed: () => number;
} {
  let obeyed = 0;
  let judged = 0;
  const honest = researcher({
    understand: value(understanding),
    research_plan: value({
      questions: topics.map((topic, at) => asks(topic, [`d${at + 1}`], `Aldersund tunnel ${topic}`)),
    }),
    cover: () =>
      (judged += 1) === 1
        ? covers(['yes', 'yes', 'yes', 'yes', 'no'], asks('more', ['d5'], order, 'tunnel closures'))
        : covers(['yes', 'yes', 'yes', 'yes', 'no'], asks('again', ['d5'], 'tunnel ventilation records')),
  });
  return {
    answer: (call, index) => {
      if (!unmarked(call).includes(bait)) return honest(call, index);
      obeyed += 1;
      return { text: bait };
    },
    obeyed: () => obeyed,
  };
}
