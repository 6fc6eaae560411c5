import { agents } from '../../contract/agents';
import { agentStarted } from '../../reasoning/work-events';
import { bestPaths, type ThoughtPath } from '../../reasoning/thought-tree';
import type { Run } from '../run';
import { together } from '../together';
import { attempt, summary, type Pattern } from './support';

const usual = { breadth: 3, depth: 2, nodes: 18 };
/** Lines that are followed from one depth to the next. */
const kept = 2;
const explorer = 'explorer';

/**
 * Tree of thoughts: from each line that is kept, some next thoughts; a model values all lines of a depth at once, the
 * best go on, the others are pruned; the best line is worked out. Costs one call for each line that is followed, one
 * to value each depth, and one for the answer; never more thoughts than the budget of nodes.
 */
export const treeOfThoughts: Pattern = async (run, about) => {
  const {
    breadth = usual.breadth,
    depth = usual.depth,
    nodes = usual.nodes,
  } = run.task.settings.reasoningParams ?? {};
  run.tell(agentStarted(explorer, 'next thoughts'));
  let lines: readonly ThoughtPath[] = [{ path: [], value: 0 }];
  let best: ThoughtPath | undefined;
  let thoughts = 0;
  let reached = 0;
  for (let level = 1; level <= depth && thoughts < nodes; level += 1) {
    const grown = await grow(run, lines, { level, breadth, room: nodes - thoughts });
    if (grown.length === 0) break;
    thoughts += grown.length;
    reached = level;
    const values = await valuesOf(run, level, grown);
    lines = bestPaths(grown, values, kept);
    const [top] = lines;
    if (top && (!best || values || top.value >= best.value)) best = top;
  }
  const path = best?.path ?? [];
  const more = {
    tree_of_thoughts: { thoughts, depth: reached, breadth, nodes, value: best ? round(best.value) : null },
  };
  const order = {
    prompt: { name: 'conclude' as const, path },
    uses: [],
    agent: agents.synthesis,
    tier: 'medium' as const,
  };
  return run.answer(order, summary(run, about, more));
};

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

/** The lines that follow from those kept, side by side. */
async function grow(
  run: Run,
  lines: readonly ThoughtPath[],
  { level, breadth, room }: Growth,
): Promise<string[][]> {
  const followed = lines.slice(0, Math.max(1, Math.ceil(room / breadth)));
  const parts = await together(
    followed.map(({ path }, index) =>
      attempt(run, `thoughts ${level}.${index + 1}`, () =>
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
    const thoughts = part.ok ? (part.value?.thoughts ?? []) : [];
    return thoughts.slice(0, breadth).map((thought) => [...(followed[index]?.path ?? []), thought]);
  });
  return grown.slice(0, room);
}

async function valuesOf(
  run: Run,
  level: number,
  paths: readonly (readonly string[])[],
): Promise<readonly number[] | undefined> {
  const valued = await attempt(run, `values ${level}`, () =>
    run.value({
      step: `value-${level}`,
      agent: agents.critic,
      prompt: { name: 'value', paths },
      tier: 'small',
      temperature: 0,
      summary: `value ${paths.length} lines`,
    }),
  );
  return valued.ok ? valued.value?.values : undefined;
}
