import type { ResearchRequest, ResearchStrategy } from './settings';

/** The settings of research as a submission brings them. */
export interface AskedOfResearch {
  readonly force_research?: boolean | null | undefined;
  readonly research_strategy?: ResearchStrategy | null | undefined;
  readonly enable_verification?: boolean | null | undefined;
  readonly enable_fact_extraction?: boolean | null | undefined;
  readonly max_steps?: number | null | undefined;
  readonly max_iterations?: number | null | undefined;
  readonly max_concurrent_agents?: number | null | undefined;
  readonly iterative_research_enabled?: boolean | null | undefined;
  readonly iterative_max_iterations?: number | null | undefined;
  readonly gap_filling_enabled?: boolean | null | undefined;
  readonly gap_filling_max_gaps?: number | null | undefined;
  readonly gap_filling_max_iterations?: number | null | undefined;
}

/** What is asked of research; undefined where none is. Of several numbers of rounds the first by this order counts. */
export function researchRequestOf(asked: AskedOfResearch): ResearchRequest | undefined {
  if (!asked.force_research) return undefined;
  const rounds = asked.max_iterations ?? asked.iterative_max_iterations ?? asked.gap_filling_max_iterations;
  const fillsGaps = fills(asked);
  return {
    strategy: asked.research_strategy ?? 'standard',
    ...numberOf('questions', asked.max_steps),
    ...numberOf('rounds', rounds),
    ...numberOf('gaps', asked.gap_filling_max_gaps),
    ...numberOf('atOnce', asked.max_concurrent_agents),
    ...(typeof asked.enable_verification === 'boolean' && { verify: asked.enable_verification }),
    ...(typeof asked.enable_fact_extraction === 'boolean' && { facts: asked.enable_fact_extraction }),
    ...(fillsGaps !== undefined && { fillsGaps }),
  };
}

/** A switch that is off wins over one that is on: who turns filling off does not pay for it. */
function fills({ iterative_research_enabled, gap_filling_enabled }: AskedOfResearch): boolean | undefined {
  const switches = [iterative_research_enabled, gap_filling_enabled];
  if (switches.includes(false)) return false;
  return switches.includes(true) ? true : undefined;
}

function numberOf(name: string, value: number | null | undefined): Readonly<Record<string, number>> {
  return typeof value === 'number' ? { [name]: value } : {};
}
