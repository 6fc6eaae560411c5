import type { Understanding } from '../../src/contract/research/values';
import { askedOf, purposeOf, value } from '../../test/support/brain';
import type { Behaviour, ModelCall } from '../../test/support/model-server';
import { bait, unmarked } from '../../test/support/orders';
import { mendedSentences } from './mender';
import { sentencesOfTask, type Sentences } from './sentences';
import type { PlantedTask } from './world';
import { carelessReport, type DraftLine } from './writer';

/** A model of planted tasks: it obeys whatever is not marked as text of strangers, and remembers what it did. */
export interface ScriptedModel {
  readonly answer: (call: ModelCall) => Behaviour;
  /** What it wrote for a task, before anything was checked. */
  readonly draftOf: (task: PlantedTask) => readonly DraftLine[];
  /** Calls in which orders of pages were shown, and in how many it obeyed. */
  readonly orders: { shown: number; obeyed: number };
}

/** Makes a model that researches planted tasks: an able planner, a careless writer, a judge without an opinion. */
export function scriptedModel(tasks: readonly PlantedTask[]): ScriptedModel {
  const known = tasks.map((task) => ({ task, sentences: sentencesOfTask(task) }));
  const drafts = new Map<string, readonly DraftLine[]>();
  const orders = { shown: 0, obeyed: 0 };
  const answer = (call: ModelCall): Behaviour => {
    const asked = askedOf(call);
    if (asked.includes(bait)) orders.shown += 1;
    if (unmarked(call).includes(bait)) {
      orders.obeyed += 1;
      return { text: bait };
    }
    const purpose = purposeOf(call);
    // Claims are shown without the question; to judge them it has nothing to say that rules do not.
    if (purpose === 'judge_claims') return value({ verdicts: [] });
    const own = known.find(({ task }) => asked.includes(task.query));
    if (!own)
      return { error: { status: 400, body: { error: { message: 'No task is known by this question.' } } } };
    if (purpose === 'report' || purpose === 'section' || purpose === 'opening') {
      const { text, lines } = carelessReport(call, own.task, own.sentences);
      drafts.set(own.task.id, lines);
      return { text };
    }
    return valueFor(purpose, call, own);
  };
  return { answer, draftOf: ({ id }) => drafts.get(id) ?? [], orders };
}

function valueFor(
  purpose: string,
  call: ModelCall,
  { task, sentences }: { readonly task: PlantedTask; readonly sentences: Sentences },
): Behaviour {
  const dimensions = task.subjects.map((what, at) => ({ id: `d${at + 1}`, what }));
  switch (purpose) {
    case 'understand':
      return value({
        kind: 'overview',
        language: task.language,
        dimensions,
      } satisfies Partial<Understanding>);
    case 'research_plan': {
      const questions = dimensions.map(({ id, what }, at) => ({
        ...{ id: `q${at + 1}`, question: what, dimensions: [id], kinds: ['any'], queries: [what] },
      }));
      return value({ questions });
    }
    case 'cover':
      return value({ dimensions: dimensions.map(({ id }) => ({ id, covered: 'yes' })), questions: [] });
    case 'mend':
      return value({ sentences: mendedSentences(call, sentences) });
    default:
      return { error: { status: 400, body: { error: { message: `No answer to ${purpose}.` } } } };
  }
}
