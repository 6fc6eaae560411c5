import { isCancellation } from '@temporalio/workflow';
import type { Missing, Used } from '../contract/orders';
import type { PlanStep } from '../contract/values';
import type { StepEnd } from '../reasoning/graph';
import { agentName, warning } from '../reasoning/work-events';
import { runAgent, type AgentEnd } from './agent';
import { isNotApproved } from './approvals';
import { BudgetSpent, type Run } from './run';
import { sentenceOf } from './task';

/** What the agents of a task have come to. */
export class Board {
  readonly done = new Map<string, AgentEnd>();
  readonly failed = new Map<string, string>();
  /** The budget does not cover any more calls, for this reason. */
  spent: string | undefined;
  private failure: unknown;
  /** Steps that a model wrote into the plan when it had read text of strangers. */
  private readonly foreignSteps = new Set<string>();

  constructor(
    private readonly run: Run,
    private readonly steps: readonly PlanStep[],
  ) {}

  /** Has an agent do a step; what goes wrong with it is the step's own end. Throws cancellation and denials only. */
  async work(step: PlanStep, isWhole: boolean): Promise<StepEnd> {
    if (this.spent !== undefined) return this.fail(step, this.spent);
    const uses = this.usesOf(step.needs);
    const missing = this.missing(step.needs);
    const hasReadForeign = this.foreignSteps.has(step.id) || this.isForeign(step.needs);
    try {
      this.done.set(step.id, await runAgent(this.run, { step, isWhole, uses, missing, hasReadForeign }));
      return { ok: true };
    } catch (error) {
      if (isCancellation(error) || isNotApproved(error)) throw error;
      if (error instanceof BudgetSpent) this.spent = error.message;
      else this.failure ??= error;
      return this.fail(step, error instanceof BudgetSpent ? error.message : sentenceOf(error));
    }
  }

  /** Whether what one of these steps gave was written with text of strangers. */
  isForeign(ids: readonly string[]): boolean {
    return ids.some((id) => this.done.get(id)?.hasReadForeign === true);
  }

  /** Notes steps of which strangers' text may have had a hand: whoever does them counts as having read it. */
  distrust(ids: readonly string[]): void {
    for (const id of ids) this.foreignSteps.add(id);
  }

  /** The texts of steps that are done, under what they were for. */
  usesOf(ids: readonly string[]): Used[] {
    return ids.flatMap((id) => {
      const end = this.done.get(id);
      return end ? [{ label: this.labelOf(id), step: end.step }] : [];
    });
  }

  /** The steps that gave nothing, and why. */
  missing(ids: readonly string[]): Missing[] {
    return ids.flatMap((id) => {
      const reason = this.failed.get(id);
      return reason === undefined ? [] : [{ label: this.labelOf(id), reason: reason.slice(0, 300) }];
    });
  }

  /** What made the first step fail, for a task of which nothing came. */
  firstFailure(): unknown {
    return this.failure ?? new BudgetSpent(this.spent);
  }

  /** Notes that a step gave nothing, and has it told in its agent's name: that is how the agent ended. */
  fail({ id }: PlanStep, reason: string): StepEnd {
    this.failed.set(id, reason);
    this.run.tell(warning(`step:${id}`, agentName(id), `Step ${id} gave no result: ${reason}`));
    return { ok: false, reason };
  }

  private labelOf(id: string): string {
    const purpose = this.steps.find((step) => step.id === id)?.purpose ?? '';
    return `${id} (${[...purpose].slice(0, 80).join('')})`;
  }
}
