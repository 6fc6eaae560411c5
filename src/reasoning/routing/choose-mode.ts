import type { ExecutionMode } from '../../contract/mode';
import type { ReasoningPattern } from '../../contract/reasoning';
import { partsOf, standardPoints } from './parts';
import { quoted } from './quoted';
import { readQuestion, type Question } from './read-question';
import { toolNeedOf } from './tool-need';

/** What a mode is chosen from. */
export interface RouteInput {
  readonly query: string;
  /** The mode that the client asks for. */
  readonly mode?: 'simple' | 'standard' | 'complex' | 'supervisor';
  readonly hasAttachments: boolean;
  /** Names of the tools that the client asks for. */
  readonly tools?: readonly string[];
  /** The pattern that the client asks for. */
  readonly reasoning?: ReasoningPattern;
  readonly forceResearch: boolean;
}

/** A mode, and why. */
export interface Route {
  readonly mode: ExecutionMode;
  /** A sentence for the client. */
  readonly reason: string;
  /** Whether words alone spoke for it, so that what ran may correct it. */
  readonly isDoubtful: boolean;
}

const modes = {
  simple: 'EXECUTION_MODE_SIMPLE',
  standard: 'EXECUTION_MODE_STANDARD',
  complex: 'EXECUTION_MODE_COMPLEX',
  supervisor: 'EXECUTION_MODE_COMPLEX',
} as const;

/** Chooses the mode of a task without a model call: what the client asked for, else what the question shows. */
export function chooseMode(input: RouteInput): Route {
  const { mode, reasoning, tools } = input;
  if (mode) return sure(modes[mode], `The client asked for the mode ${mode}.`);
  if (reasoning) return sure(modes.complex, `The client asked for the reasoning pattern ${reasoning}.`);
  if (input.forceResearch) return sure(modes.complex, 'The client asked for research.');
  if (input.hasAttachments) return sure(modes.standard, 'It brings attachments, which take tools to read.');
  if (tools && tools.length > 0)
    return sure(modes.standard, `The client asked for the tools ${tools.slice(0, 5).join(', ')}.`);
  return byQuestion(readQuestion(input.query));
}

function byQuestion(question: Question): Route {
  const need = toolNeedOf(question);
  const hard = hardReasoning(question);
  const parts = partsOf(question);
  if (hard !== undefined && need === undefined)
    return sure(modes.complex, `It takes hard reasoning: ${hard}.`);
  const signs = [
    need !== undefined && `it asks for ${need}`,
    parts.points >= standardPoints && `it has several parts: ${parts.found}`,
  ].filter((sign) => sign !== false);
  if (signs.length === 0) return sure(modes.simple, plain);
  const reason = `It takes steps or tools: ${signs.join('; ')}.`;
  return { mode: modes.standard, reason, isDoubtful: true };
}

const plain =
  'It is one plain question: nothing in it asks for tools, for several steps or for hard reasoning.';

/** What in a question takes more than one try at it; a single word of choice is not enough. */
function hardReasoning({ words }: Question): string | undefined {
  if (words.contested.length > 0) return `a contested question (${quoted(words.contested)})`;
  if (words.puzzle.length > 0) return `a puzzle (${quoted(words.puzzle)})`;
  if (words.proof.length > 0) return `a proof (${quoted(words.proof)})`;
  return new Set(words.choice).size > 1 ? `a decision (${quoted(words.choice)})` : undefined;
}

function sure(mode: ExecutionMode, reason: string): Route {
  return { mode, reason, isDoubtful: false };
}
