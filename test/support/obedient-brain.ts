import type { Understanding } from '../../src/contract/research/values';
import { value } from './brain';
import { bait, order } from './hostile-pages';
import type { Behaviour, ModelCall } from './model-server';
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

/** What of a call is not marked as data of strangers. */
export function unmarked({ body }: ModelCall): string {
  const shown = (body.messages ?? []).map(({ content }) => content).join('\n\n');
  return shown.replaceAll(/<data source="[^"]*">\n[\s\S]*?\n<\/data>/g, '');
}

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
