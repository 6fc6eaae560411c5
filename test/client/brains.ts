import { askedOf, brain, planStep, toolResultsOf, value } from '../support/brain';

/** Has the tool look_up called once, and answers with what it said. */
export const usesLookUp = brain({
  whole: (call) => {
    const [result] = toolResultsOf(call);
    return result === undefined ? { tools: [{ name: 'look_up', args: { input: 'tea' } }] } : { text: result };
  },
});

/** Plans the step `a`, and `b` in its place once a reviewer has spoken. */
export const planner = brain({
  plan: (call) => {
    const isReviewed = askedOf(call).includes('A person has reviewed it');
    return value({ steps: [planStep(isReviewed ? 'b' : 'a', [], [])] });
  },
  whole: { text: 'Whole.' },
});
