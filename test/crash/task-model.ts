/** What a task may be: the gates that it passes one after another. */
export const kinds = {
  simple: ['call'],
  reviewed: ['call', 'review', 'call'],
  approved: ['call', 'approval', 'call'],
} as const;
export type Kind = keyof typeof kinds;

/** What people and chance do to a task. */
export const acts = ['pause', 'resume', 'cancel', 'answer', 'accept', 'refuse', 'message'] as const;
export type Act = (typeof acts)[number];

/** A task as the documents say that it is (docs/control.md). */
export interface TaskState {
  readonly kind: Kind;
  /** Gates that it has passed. */
  readonly passed: number;
  /** Whether the model has a call of it. */
  readonly isCalling: boolean;
  readonly isPaused: boolean;
  /** Whether somebody refused it, which ends it as soon as nobody holds it. */
  readonly isRefused: boolean;
  /** What was decided of its plan or its approval, where the same word said again is taken again. */
  readonly decision?: 'accept' | 'refuse';
  readonly end?: 'COMPLETED' | 'FAILED' | 'CANCELLED';
}

/** The state after an act, and whether the act is taken: `conflict` is an answer that refuses it. */
export type Step = readonly [state: TaskState, answer: 'taken' | 'conflict'];

/** A task that its worker has begun. */
export function begun(kind: Kind): TaskState {
  return settled({ kind, passed: 0, isCalling: false, isPaused: false, isRefused: false });
}

/** The gate before which a task stands; undefined where it has passed all. */
export function gateOf({ kind, passed }: TaskState): 'call' | 'review' | 'approval' | undefined {
  return kinds[kind][passed];
}

/** The status that everybody is told. */
export function statusOf(state: TaskState): string {
  if (state.end) return state.end;
  const gate = gateOf(state);
  const waits = !state.isRefused && (gate === 'review' || gate === 'approval');
  return state.isPaused || waits ? 'PAUSED' : 'RUNNING';
}

/** What an act does to a task, before that goes on by itself. */
function act(state: TaskState, what: Act): Step {
  if (state.end) return [state, what === 'answer' ? 'taken' : 'conflict'];
  switch (what) {
    case 'pause':
      return state.isPaused ? [state, 'conflict'] : [{ ...state, isPaused: true }, 'taken'];
    case 'resume':
      return state.isPaused ? [{ ...state, isPaused: false }, 'taken'] : [state, 'conflict'];
    case 'cancel':
      return [{ ...state, isCalling: false, end: 'CANCELLED' }, 'taken'];
    case 'answer':
      return state.isCalling
        ? [{ ...state, isCalling: false, passed: state.passed + 1 }, 'taken']
        : [state, 'taken'];
    case 'message':
      return [state, state.kind === 'simple' ? 'conflict' : 'taken'];
    case 'accept':
    case 'refuse':
      return decide(state, what);
  }
}

function decide(state: TaskState, what: 'accept' | 'refuse'): Step {
  const gate = state.isRefused ? undefined : gateOf(state);
  if (gate !== 'review' && gate !== 'approval')
    return [state, state.decision === what ? 'taken' : 'conflict'];
  // A rejected plan is under review no more.
  const decided = gate === 'approval' || what === 'accept' ? { ...state, decision: what } : state;
  const next = what === 'accept' ? { ...decided, passed: state.passed + 1 } : { ...decided, isRefused: true };
  return [next, 'taken'];
}

/** Goes on as far as a task does by itself. */
function settled(state: TaskState): TaskState {
  if (state.end || state.isPaused) return state;
  if (state.isRefused) return { ...state, end: 'FAILED' };
  const gate = gateOf(state);
  if (gate === undefined) return { ...state, end: 'COMPLETED' };
  return gate === 'call' ? { ...state, isCalling: true } : state;
}

/**
 * All that may come of acts at once: of each order in which they may be taken, the state once all is quiet, and the
 * answers. A task goes on by itself at once, or only after the next act.
 */
export function outcomes(
  state: TaskState,
  together: readonly Act[],
): { state: TaskState; answers: string }[] {
  return ordersOf(together.map((_, index) => index)).flatMap((order) => {
    let reached: { state: TaskState; answers: readonly string[] }[] = [{ state, answers: [] }];
    for (const index of order) {
      reached = reached.flatMap(({ state: before, answers }) => {
        const [after, answer] = act(before, together[index] ?? 'message');
        const told = Object.assign([...answers], { [index]: answer });
        return [after, settled(after)].map((one) => ({ state: one, answers: told }));
      });
    }
    return reached.map((one) => ({ state: settled(one.state), answers: one.answers.join(' ') }));
  });
}

function ordersOf(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    ordersOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
