import { agents } from '../../contract/agents';
import type { RunSummary } from '../../contract/orders';
import type { Values } from '../../contract/values';
import { agentCompleted, agentStarted } from '../../reasoning/work-events';
import { bestPaths, type ThoughtPath } from '../../reasoning/thought-tree';
import type { Run } from '../run';
import type { ModeEnd } from '../task';
import { together } from '../together';
import { answerWithin } from '../answer';
import { attempt, summary, type Part, type Pattern } from './support';

const usual = { breadth: 3, depth: 2, nodes: 18 };
/** Lines that are followed from one depth to the next. */
const kept = 2;
const explorer = 'explorer';

/**
 * Tree of thoughts: from each line that is kept, some next thoughts; a model values all lines of a depth at once, the
 * best go on, the others are pruned; the best line is worked out. Costs one call for each line that is followed, one
 * to value each depth, and one for the answer; never more thoughts than the budget of nodes.
 */
export const treeOfThoughts: Pattern = async (run, chosen) => {
  const {
    breadth = usual.breadth,
    depth = usual.depth,
    nodes = usual.nodes,
  } = run.task.settings.reasoningParams ?? {};
  run.tell(agentStarted(explorer, 'next thoughts'));
  let lines: readonly ThoughtPath[] = [{ path: [], value: 0 }];
  let best: ThoughtPath | undefined;
  let value: number | null = null;
  let thoughts = 0;
  let reached = 0;
  let isCut = false;
  let hasValues = false;
  for (let level = 1; level <= depth && thoughts < nodes && !isCut; level += 1) {
    const grown = await grow(run, lines, { level, breadth, room: nodes - thoughts });
    isCut = grown.isCut;
    if (grown.paths.length === 0) break;
    thoughts += grown.paths.length;
    reached = level;
    const valued = await valuesOf(run, level, grown.paths);
    isCut ||= !valued.ok && valued.isBudget;
    const values = valued.ok ? valued.value.values : undefined;
    hasValues ||= valued.ok;
    lines = bestPaths(grown.paths, values, kept);
    const [top] = lines;
    if (!top || (best && !values && top.value < best.value)) continue;
    best = top;
    value = values ? round(top.value) : null;
  }
  if (thoughts > 0) run.tell(agentCompleted(explorer));
  if (hasValues) run.tell(agentCompleted(agents.critic));
  const about = { ...chosen, tree_of_thoughts: { thoughts, depth: reached, breadth, nodes, value } };
  return workOut(run, best?.path ?? [], summary(run, about, {}, isCut));
};

/** Has the best line worked out; where the budget has ended, or leaves no call for that, the line is the answer. */
function workOut(run: Run, path: readonly string[], about: RunSummary): Promise<ModeEnd> {
  const line = path.map((thought, index) => `${index + 1}. ${thought}`).join('\n');
  if (about.isCutByBudget && line !== '') return run.finish(line, agents.synthesis, about);
  const prompt = { name: 'conclude' as const, path };
  const order = { prompt, uses: [], agent: agents.synthesis, tier: 'medium' as const };
  return answerWithin(run, order, about, line);
}

/** A value as it is shown: what a model judges has no more than two digits. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

interface Growth {
  readonly level: number;
  readonly breadth: number;
  /** Thoughts that may still be had. */
  readonly room: number;
}

interface Grown {
  readonly paths: readonly (readonly string[])[];
  /** The budget left no call for some of them. */
  readonly isCut: boolean;
}

/** The lines that follow from those kept, side by side. */
async function grow(
  run: Run,
  lines: readonly ThoughtPath[],
  { level, breadth, room }: Growth,
): Promise<Grown> {
  const followed = lines.slice(0, Math.max(1, Math.ceil(room / breadth)));
  const parts = await together(
    followed.map(({ path }, index) =>
      attempt(run, { name: `thoughts ${level}.${index + 1}`, agent: explorer }, () =>
        run.value({
          step: `branch-${level}-${index + 1}`,
          agent: explorer,
          prompt: { name: 'branch', breadth, path },
          tier: 'medium',
          temperature: 0.8,
          summary: `thoughts, depth ${level}`,
        }),
      ),
    ),
  );
  const grown = parts.flatMap((part, index) => {
    const thoughts = part.ok ? part.value.thoughts : [];
    return thoughts.slice(0, breadth).map((thought) => [...(followed[index]?.path ?? []), thought]);
  });
  return { paths: grown.slice(0, room), isCut: parts.some((part) => !part.ok && part.isBudget) };
}

/** How promising the lines of a depth are. */
function valuesOf(run: Run, level: number, paths: Grown['paths']): Promise<Part<Values>> {
  run.tell(agentStarted(agents.critic, 'valuing the thoughts'));
  return attempt(run, { name: `values ${level}`, agent: agents.critic }, () =>
    run.value({
      step: `value-${level}`,
      agent: agents.critic,
      prompt: { name: 'value', paths },
      tier: 'small',
      temperature: 0,
      summary: `value ${paths.length} lines`,
    }),
  );
}
