/** What a task passes one after another: so many model calls at once, or the word of a person. */
type Gate = number | 'review' | 'approval';

/** Kinds of tasks, by their gates. */
export const kinds = {
  simple: [1],
  reviewed: [1, 'review', 1],
  approved: [1, 'approval', 1],
  reflected: [1, 1],
  sampled: [3, 1],
  researched: [1, 1, 'review', 1, 1],
} as const satisfies Record<string, readonly Gate[]>;
export type Kind = keyof typeof kinds;

/** What people and chance do to a task. */
export const acts = ['pause', 'resume', 'cancel', 'answer', 'accept', 'refuse', 'message'] as const;
export type Act = (typeof acts)[number];

/** A task as the documents say that it is (docs/control.md). */
export interface TaskState {
  readonly kind: Kind;
  /** Whether it has no place among the running tasks yet (docs/limits.md). */
  readonly waits: boolean;
  /** Gates that it has passed. */
  readonly passed: number;
  /** How many calls of its gate have begun and have no answer yet. */
  readonly open: number;
  /** How many of them the model has: a call that dies with its worker is made again once the task is not paused. */
  readonly calling: number;
  readonly isPaused: boolean;
  /** Whether it is to go on as soon as there is a place for it (docs/limits.md). */
  readonly isResumed: boolean;
  /** Whether somebody refused it, which ends it as soon as nobody holds it. */
  readonly isRefused: boolean;
  /** What was decided of its plan or its approval, where the same word said again is taken again. */
  readonly decision?: 'accept' | 'refuse';
  readonly end?: 'COMPLETED' | 'FAILED' | 'CANCELLED';
}

/** The state after an act, and whether the act is taken: `conflict` is an answer that refuses it. */
export type Step = readonly [state: TaskState, answer: 'taken' | 'conflict'];

/** A task that was submitted. */
export function submitted(kind: Kind, waits: boolean): TaskState {
  return { kind, waits, passed: 0, open: 0, calling: 0, isPaused: false, isResumed: false, isRefused: false };
}

/** The gate before which a task stands; undefined where it has passed all. */
export function gateOf({ kind, passed }: TaskState): Gate | undefined {
  return kinds[kind][passed];
}

/** Whether a task asks for the word of a person. */
export function asksPerson(state: TaskState): boolean {
  return !state.end && !state.waits && !state.isRefused && typeof gateOf(state) === 'string';
}

/** The status that everybody is told. */
export function statusOf(state: TaskState): string {
  if (state.end) return state.end;
  if (state.isPaused || asksPerson(state)) return 'PAUSED';
  return state.waits ? 'QUEUED' : 'RUNNING';
}

/**
 * What may come of an act before the task goes on by itself. Where its worker dies meanwhile, answers of the model may be
 * lost, which is asked again.
 */
export function act(state: TaskState, what: Act, isCrashing: boolean): readonly Step[] {
  if (state.end) return [[state, what === 'answer' ? 'taken' : 'conflict']];
  switch (what) {
    case 'pause':
      if (state.isPaused && !state.isResumed) return [[state, 'conflict']];
      return [[{ ...state, isPaused: true, isResumed: false }, 'taken']];
    case 'resume':
      return [state.isPaused ? [resumed(state), 'taken'] : [state, 'conflict']];
    case 'cancel':
      return [[{ ...state, open: 0, calling: 0, end: 'CANCELLED' }, 'taken']];
    case 'answer':
      return answered(state, isCrashing);
    case 'message':
      return [[state, state.kind === 'simple' ? 'conflict' : 'taken']];
    case 'accept':
    case 'refuse':
      return [decided(state, what)];
  }
}

/** What a task does next by itself; undefined where it does nothing. */
export function goneOn(state: TaskState): TaskState | undefined {
  if (state.end || state.waits || state.isPaused) return undefined;
  if (state.isRefused) return { ...state, end: 'FAILED' };
  const gate = gateOf(state);
  if (gate === undefined) return { ...state, end: 'COMPLETED' };
  if (typeof gate !== 'number') return undefined;
  const open = state.open === 0 ? gate : state.open;
  return state.calling < open ? { ...state, open, calling: open } : undefined;
}

/** A task whose worker has died: what it called is called again, but not while it is paused. */
export function crashed(state: TaskState): TaskState {
  return state.isPaused ? { ...state, calling: 0 } : state;
}

/** One that has a place gives it back while it is paused; one that waits for its first has none. */
function resumed(state: TaskState): TaskState {
  return state.waits ? { ...state, isPaused: false } : { ...state, isResumed: true };
}

function answered(state: TaskState, isCrashing: boolean): Step[] {
  if (state.calling === 0) return [[state, 'taken']];
  const unanswered = state.open - state.calling;
  const lost = isCrashing ? state.calling : 0;
  return Array.from({ length: lost + 1 }, (_, calling) => {
    const open = unanswered + calling;
    const passed = open === 0 ? state.passed + 1 : state.passed;
    return [{ ...state, open, calling, passed }, 'taken'];
  });
}

function decided(state: TaskState, what: 'accept' | 'refuse'): Step {
  if (!asksPerson(state)) return [state, state.decision === what ? 'taken' : 'conflict'];
  // A rejected plan is under review no more.
  const isKept = gateOf(state) === 'approval' || what === 'accept';
  const after = isKept ? { ...state, decision: what } : state;
  return [
    what === 'accept' ? { ...after, passed: state.passed + 1 } : { ...after, isRefused: true },
    'taken',
  ];
}
