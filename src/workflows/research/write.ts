import { isCancellation } from '@temporalio/workflow';
import { agents } from '../../contract/agents';
import type { CiteInput } from '../../contract/research/orders';
import type { ReportPart } from '../../contract/research/prompts';
import type { Dimension, SourceKind, Understanding } from '../../contract/research/values';
import { runGraph, type StepEnd } from '../../reasoning/graph';
import { stageEvent } from '../../reasoning/research/events';
import { materialCharacters } from '../../reasoning/research/material';
import { splitSections, uncovered } from '../../reasoning/research/progress';
import { agentStarted, warning } from '../../reasoning/work-events';
import { isUnusable } from '../calls';
import { BudgetSpent } from '../run';
import { sentenceOf } from '../task';
import type { Covered } from './cover';
import type { Findings } from './findings';
import type { ResearchRun } from './research-run';

/** A part of the report, and what it rests on. */
interface Part {
  readonly id: string;
  readonly needs: readonly string[];
  readonly part: ReportPart;
  readonly dimensions: readonly Dimension[];
  readonly elsewhere: readonly string[];
}

/** A written part, by the steps that hold its text and its passages. */
export type Section = CiteInput['sections'][number];

/** What a report is written from. */
export interface Evidence {
  readonly understanding: Understanding;
  readonly findings: Findings;
  readonly covered: Covered;
}

/**
 * Writes the report, in one part or in sections side by side. A section that fails costs only itself. Throws what made
 * the first one fail where none came of it.
 */
export async function write(run: ResearchRun, evidence: Evidence): Promise<Section[]> {
  const parts = partsOf(run, evidence);
  run.tell(
    stageEvent('write', 'Writing the report', { sections: parts.length }, agents.synthesis),
    agentStarted(agents.synthesis, 'the report'),
  );
  const written = new Map<string, Section>();
  const failures: unknown[] = [];
  await runGraph(parts, run.settings.atOnce, async (part): Promise<StepEnd> => {
    try {
      const section = await writePart(run, part, evidence);
      if (section) written.set(part.id, section);
      return { ok: true };
    } catch (error) {
      if (isCancellation(error)) throw error;
      failures.push(error);
      const reason = sentenceOf(error);
      run.tell(warning(part.id, agents.synthesis, `A part of the report could not be written: ${reason}`));
      return { ok: false, reason };
    }
  });
  const sections = parts.flatMap(({ id }) => written.get(id) ?? []);
  if (sections.length === 0 && failures.length > 0) throw failures[0];
  return sections;
}

function partsOf(run: ResearchRun, { understanding, findings }: Evidence): Part[] {
  const { dimensions, language } = understanding;
  const material = materialCharacters(run.settings, language);
  // An answer of a form that the client wants is one piece.
  const most = run.task.settings.responseFormat ? 1 : run.settings.sections;
  const sections = splitSections(dimensions, { characters: findings.characters, material, most });
  const whole = { needs: [], dimensions, elsewhere: [] };
  if (sections.length === 1) return [{ ...whole, id: 'write/1', part: 'whole' }];
  const opening: Part = { ...whole, id: 'write/1', part: 'summary' };
  const rest = sections.map((own, index): Part => ({
    ...{ id: `write/${index + 2}`, needs: [], part: 'section', dimensions: own },
    elsewhere: dimensions.filter((one) => !own.includes(one)).map(({ what }) => what),
  }));
  return [opening, ...rest];
}

/** Writes one part; undefined where no page says anything of it. */
async function writePart(
  run: ResearchRun,
  { id, part, dimensions, elsewhere }: Part,
  { understanding, findings, covered }: Evidence,
): Promise<Section | undefined> {
  const agent = agents.synthesis;
  const material = `${id}/passages`;
  const { language } = understanding;
  const { passages } = await run.pickPassages({
    step: material,
    agent,
    wanted: [
      ...(part === 'section' ? [] : [{ id: 'question', text: run.task.query }]),
      ...dimensions.map((dimension) => ({ id: dimension.id, text: dimension.what })),
    ],
    kinds: kindsOf(findings, dimensions),
    mostCharacters: materialCharacters(run.settings, language),
  });
  if (passages === 0) return undefined;
  const missing = covered.isOutdated ? [] : uncovered(dimensions, covered.coverage);
  const prompt = { name: 'write' as const, part, language, dimensions, elsewhere, missing };
  const order = {
    ...{
      step: id,
      agent,
      tier: run.settings.tier,
      summary: part === 'section' ? 'a section' : `the ${part}`,
    },
    ...{ prompt, uses: [{ label: 'passages', step: material }] },
  };
  return { text: await textOf(run, order), material };
}

type Order = Parameters<ResearchRun['text']>[0];

/** The step that has a part's text. Where the budget or the model gives none, the best sentences of the passages are it. */
async function textOf(run: ResearchRun, order: Order): Promise<string> {
  try {
    return await run.text(order);
  } catch (error) {
    const isSpent = error instanceof BudgetSpent;
    // The rules write prose: an answer of a form that the client wants, they cannot give.
    if (run.task.settings.responseFormat || !(isSpent || isUnusable(error))) throw error;
    const sentence = `Sentences of the pages stand in for the report: ${sentenceOf(error)}`;
    run.tell(warning(`${order.step}:rules`, order.agent, sentence));
    const prompt = { ...order.prompt, byRules: true as const };
    return run.text({ ...order, step: `${order.step}-by-rules`, prompt, summary: 'by rules' });
  }
}

function kindsOf({ questions }: Findings, dimensions: readonly Dimension[]): SourceKind[] {
  const ids = new Set(dimensions.map(({ id }) => id));
  const serving = questions.filter((question) => question.dimensions.some((id) => ids.has(id)));
  return [...new Set(serving.flatMap(({ kinds }) => kinds))].sort();
}
