import type { Coverage, ResearchQuestion, Understanding } from '../../src/contract/research/values';
import { askedOf, brain, value } from './brain';
import type { Behaviour, ModelCall } from './model-server';

type Rule = Behaviour | ((call: ModelCall, index: number) => Behaviour);

/** Ids of the passages that a call shows, in their order. */
export function passagesIn(call: ModelCall): string[] {
  return [...new Set([...askedOf(call).matchAll(/^\[(p\d+)\]/gm)].map(([, id]) => id ?? ''))];
}

/** The passage in which some words stand, by the id that a call shows it under; empty where it shows none. */
export function passageWith(call: ModelCall, words: string): string {
  const parts = askedOf(call).split(/^(?=\[p\d+\] )/m);
  const [, id = ''] = /^\[(p\d+)\]/.exec(parts.find((part) => part.includes(words)) ?? '') ?? [];
  return id;
}

/** A sub-question as a model writes it. */
export function asks(id: string, dimensions: readonly string[], ...queries: string[]): ResearchQuestion {
  const question = `What is known of ${queries[0] ?? id}?`;
  return { id, question, dimensions: [...dimensions], kinds: ['any'], queries };
}

/** An understanding as a model writes it: what is to be known, in its language. */
export function understands(language: string, ...what: string[]): Behaviour {
  const understanding: Understanding = {
    ...{ kind: 'overview', language, time_frame: null, entities: [] },
    dimensions: what.map((one, index) => ({ id: `d${index + 1}`, what: one })),
  };
  return value(understanding);
}

/** A judgement of the evidence as a model writes it, for d1, d2 and so on. */
export function covers(
  covered: readonly Coverage['dimensions'][number]['covered'][],
  ...questions: ResearchQuestion[]
): Behaviour {
  const dimensions = covered.map((one, index) => ({ id: `d${index + 1}`, covered: one, missing: '' }));
  return value({ dimensions, questions });
}

/** A report that has the first sentence of each passage that was shown, and names the passage. */
export const citesAll: Rule = (call) => {
  const shown = [...askedOf(call).matchAll(/^\[(p\d+)\].*\n(.+?[.。])(?=\s|$|[^\s\d])/gm)];
  return { text: shown.map(([, id = '', sentence = '']) => `${sentence.slice(0, -1)} [${id}].`).join(' ') };
};

/** A report whose only statement no passage says. */
export const invents: Rule = (call) => ({
  text: `The harbour ferry was painted green by nine apprentices [${passagesIn(call)[0] ?? ''}].`,
});

/** Verdicts on all claims that a call shows, the same for each, without a quote. */
export function judges(verdict: 'supported' | 'contradicted' | 'undecided'): Rule {
  return (call) => {
    const count = [...askedOf(call).matchAll(/^(\d+)\. /gm)].length;
    const verdicts = Array.from({ length: count }, (_, index) => ({
      claim: index + 1,
      verdict,
      confidence: 0.8,
    }));
    return value({ verdicts });
  };
}

/** A model that does research, by rules of which a test changes those that it is about. */
export function researcher(rules: Readonly<Record<string, Rule>> = {}): ReturnType<typeof brain> {
  return brain({
    understand: understands('en', 'what the ferry is', 'what it costs', 'how it changed'),
    research_plan: value({
      questions: [asks('a', ['d1', 'd3'], 'harbour ferry'), asks('b', ['d2'], 'ferry ticket price')],
    }),
    cover: covers(['yes', 'yes', 'yes']),
    report: citesAll,
    section: citesAll,
    opening: citesAll,
    judge_claims: judges('supported'),
    mend: value({ sentences: [] }),
    facts: value({ facts: [] }),
    ...rules,
  });
}
