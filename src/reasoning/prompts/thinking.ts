import type { PromptOrder } from '../../contract/orders';

type Order<Name extends PromptOrder['name']> = Extract<PromptOrder, { name: Name }>;
type WritingOrder = Order<'draft' | 'judge' | 'rewrite' | 'think' | 'group'>;
type DebateOrder = Order<'positions' | 'argue' | 'moderate'>;
type SearchOrder = Order<'branch' | 'value' | 'conclude'>;

/** The parts of a prompt as they are shown: the task, and the texts of earlier steps. */
interface Shown {
  readonly task: string;
  readonly material: string;
}

interface Body {
  readonly instruction: string;
  readonly request: string;
}

/** The prompts of the reasoning patterns: what the model is told to do, and what it is given. */
export function thinking(order: WritingOrder | DebateOrder | SearchOrder, shown: Shown): Body {
  switch (order.name) {
    case 'positions':
    case 'argue':
    case 'moderate':
      return debate(order, shown);
    case 'branch':
    case 'value':
    case 'conclude':
      return search(order, shown);
    case 'draft':
    case 'judge':
    case 'rewrite':
    case 'think':
    case 'group':
      return writing(order, shown);
  }
}

function writing(order: WritingOrder, shown: Shown): Body {
  switch (order.name) {
    case 'draft':
      return { instruction: 'Answer the task as well as you can.', request: shown.task };
    case 'judge':
      return {
        instruction: `Judge the draft strictly by each of these criteria, from 0 to 1, with a reason that quotes what it is about: ${order.criteria.join('; ')}. The score of the whole is that of an expert who must answer for it. List what to mend, most important first.`,
        request: together(shown.task, shown.material),
      };
    case 'rewrite':
      return {
        instruction: `Write the answer anew, better: mend each of the points and keep what is good. Keep every source and citation as it stands. Give the answer alone, without a word on the changes.\n${order.reasons.map((reason) => `- ${reason}`).join('\n')}`,
        request: together(shown.task, shown.material),
      };
    case 'think':
      return {
        instruction:
          'Solve the task step by step, by a way of your own. End with one line that begins with "Answer:" and gives the answer alone.',
        request: shown.task,
      };
    case 'group':
      return {
        instruction: `Here are ${order.count} numbered answers to one task. Put the numbers of answers that mean the same into one group; differences of wording, unit or form do not count, differences of content do.`,
        request: together(shown.task, shown.material),
      };
  }
}

function debate(order: DebateOrder, shown: Shown): Body {
  switch (order.name) {
    case 'positions':
      return {
        instruction: `Name the ${order.count} strongest positions that serious people hold on this question, each in one sentence, each clearly apart from the others.`,
        request: shown.task,
      };
    case 'argue':
      return {
        instruction: `You argue for this position in a debate, round ${order.round} of ${order.rounds}: ${order.position}\nGive your strongest arguments with their evidence, and answer what the others said. Do not invent facts. At most 250 words.`,
        request: together(shown.task, shown.material),
      };
    case 'moderate':
      return {
        instruction: `You have moderated a debate between these positions:\n${order.positions.map((position) => `- ${position}`).join('\n')}\nJudge the arguments, not the eloquence: answer the question, say which arguments carried it, what speaks against, and how sure one can be.`,
        request: together(shown.task, shown.material),
      };
  }
}

function search(order: SearchOrder, { task, material }: Shown): Body {
  switch (order.name) {
    case 'branch':
      return {
        instruction: `Give ${order.breadth} different next thoughts towards solving the task, each a step that can be judged, none that repeats another.`,
        request: together(task, line(order.path)),
      };
    case 'value':
      return {
        instruction: `For each of the ${order.paths.length} numbered lines of thought, say from 0 to 1 how likely it leads to a right and complete solution. Give the values in their order.`,
        request: together(
          task,
          order.paths.map((path, index) => `${index + 1}. ${path.join(' → ')}`).join('\n'),
        ),
      };
    case 'conclude':
      return {
        instruction:
          'Work the most promising line of thought out into the full answer. Correct it where it is wrong.',
        request: together(task, line(order.path), material),
      };
  }
}

function line(path: readonly string[]): string {
  if (path.length === 0) return '';
  return `The line of thought so far:\n${path.map((step, index) => `${index + 1}. ${step}`).join('\n')}`;
}

function together(...parts: readonly string[]): string {
  return parts.filter(Boolean).join('\n\n');
}
