import {
  ActivityCancellationType,
  isCancellation,
  patched,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import { limits } from '../../contract/limits';
import type { PromptValues, TaskIdentity } from '../../contract/orders';
import type {
  ChooseInput,
  ChooseResult,
  CiteInput,
  CiteResult,
  ClaimsInput,
  ClaimsResult,
  FinishResearchInput,
  PickInput,
  PickResult,
  ReadPageInput,
  ReadPageResult,
  ResearchActivities,
  SearchInput,
  SearchResult,
  VerdictsInput,
  VerdictsResult,
} from '../../contract/research/orders';
import type { ResearchPrompt, ResearchValues } from '../../contract/research/prompts';
import type { ResearchSettings } from '../../contract/research/settings';
import type { EndStatus } from '../../contract/status';
import type { TaskInput } from '../../contract/workflow';
import { warning } from '../../reasoning/work-events';
import { callRetry } from '../calls';
import { BudgetSpent, Run, type Answered, type AskOrder } from '../run';
import type { ModeEnd } from '../task';

/** A call for a value of research. */
type ValueOrder<Name extends keyof ResearchValues> = AskOrder & {
  readonly prompt: ResearchPrompt & { readonly name: Name };
};

/** An order of the store's verbs, as a stage gives it. */
type Ordered<Input> = Omit<Input, keyof TaskIdentity | 'tell'>;

/** A research task while it runs: the verbs of `Run`, and those of the store. */
export class ResearchRun extends Run {
  /** Why the budget covers nothing more; undefined while it does. */
  budgetEnded: string | undefined;
  private readonly beganAt = Date.now();

  constructor(
    task: TaskInput,
    readonly settings: ResearchSettings,
  ) {
    super(task, { calls: limits.researchCalls, closing: limits.researchClosingCalls });
  }

  /** Whether it is time to write down what there is. */
  get isLate(): boolean {
    const most = Math.min(this.settings.gatherSeconds, this.task.settings.timeoutSeconds * gatherShare);
    return Date.now() - this.beganAt - this.control.pausedForMs > most * 1_000;
  }

  /** As of `Run`; a budget that is spent is remembered. */
  override async ask(order: AskOrder): Promise<Answered> {
    try {
      return await super.ask(order);
    } catch (error) {
      if (error instanceof BudgetSpent) this.budgetEnded ??= error.message;
      throw error;
    }
  }

  /** A value as of `value`; the house gives it by its rules where neither answer of the model was of use. */
  async valueOrRules<Name extends keyof ResearchValues>(
    order: ValueOrder<Name>,
  ): Promise<PromptValues[Name]> {
    const value = await this.value<Name>(order);
    if (value !== undefined) return value;
    const { step, agent, summary } = order;
    const sentence = `The model gave nothing of use for ${summary}; the rules of the house stand in.`;
    this.tell(warning(`${step}:rules`, agent, sentence));
    const prompt = { ...order.prompt, byRules: true as const };
    const given = await this.value<Name>({ ...order, step: `${step}-by-rules`, prompt });
    if (given === undefined) throw new Error(`No rule gives a value for ${order.prompt.name}`);
    return given;
  }

  /** One search; made when the pause is over that the budget brought in its place. */
  async search(order: Ordered<SearchInput>): Promise<Exclude<SearchResult, { ok: 'paused' }>> {
    const result = await this.control.begin(() =>
      this.reaching(order, order.query).searchWeb(this.orderOf(order)),
    );
    if (result.ok === 'paused') {
      await this.control.heardOf(result.pause);
      return this.search(order);
    }
    if (!result.ok && result.isBudget) this.budgetEnded ??= result.reason;
    return result;
  }

  /** Reads one page. */
  readPage(order: Ordered<ReadPageInput>): Promise<ReadPageResult> {
    return this.control.begin(() => this.reaching(order, 'a page').readPage(this.orderOf(order)));
  }

  choosePages(order: Ordered<ChooseInput>): Promise<ChooseResult> {
    return this.control.begin(() => this.keeping(order, 'choose pages').choosePages(this.orderOf(order)));
  }

  pickPassages(order: Ordered<PickInput>): Promise<PickResult> {
    return this.control.begin(() => this.keeping(order, 'pick passages').pickPassages(this.orderOf(order)));
  }

  citeReport(order: Ordered<CiteInput>): Promise<CiteResult> {
    return this.control.begin(() =>
      this.keeping(order, 'number the sources').citeReport(this.orderOf(order)),
    );
  }

  takeClaims(order: Ordered<ClaimsInput>): Promise<ClaimsResult> {
    return this.control.begin(() => this.keeping(order, 'take claims').takeClaims(this.orderOf(order)));
  }

  settleClaims(order: Ordered<VerdictsInput>): Promise<VerdictsResult> {
    return this.control.begin(() => this.keeping(order, 'settle verdicts').settleClaims(this.orderOf(order)));
  }

  /** Ends the task with its report. */
  end(order: Omit<FinishResearchInput, keyof TaskIdentity | 'tell'>): Promise<ModeEnd> {
    const store = this.inStore('the end');
    return this.control.ending<EndStatus | undefined>(() =>
      store.finishResearch({ ...this.identity(), ...order, tell: this.untold() }),
    );
  }

  private orderOf<Order>(
    order: Order,
  ): Order & TaskIdentity & { readonly tell: ReturnType<Run['takeUntold']> } {
    this.calls += 1;
    return { ...this.identity(), ...order, tell: this.takeUntold() };
  }

  private reaching({ agent }: Labelled, what: string): Pick<ResearchActivities, 'searchWeb' | 'readPage'> {
    return proxyActivities<ResearchActivities>({
      startToCloseTimeout: limits.toolCallMs,
      heartbeatTimeout: limits.heartbeatTimeoutMs,
      cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
      summary: summaryOf(agent, what),
      retry: callRetry,
    });
  }

  private keeping({ agent }: Labelled, what: string): ResearchActivities {
    return this.inStore(summaryOf(agent, what));
  }

  /** Verbs that reach nothing but the store: within the workflow's own task, which spares the engine two rounds each. */
  private inStore(summary: string): ResearchActivities {
    const options = { ...storeOptions, summary };
    if (!patched('research-store-verbs-local')) {
      const { heartbeatTimeoutMs: heartbeatTimeout } = limits;
      return proxyActivities<ResearchActivities>({ ...options, heartbeatTimeout });
    }
    return proxyLocalActivities<ResearchActivities>({ ...options, localRetryThreshold: '10 seconds' });
  }
}

interface Labelled {
  readonly agent: string;
}

/** Of the task's own limit so much may pass before it writes. */
const gatherShare = 0.6;

const storeOptions = {
  startToCloseTimeout: limits.storeOutageMs * 2,
  retry: { maximumInterval: '10 seconds' },
} as const;

function summaryOf(agent: string, what: string): string {
  return [...`${agent} · ${what}`].slice(0, limits.summaryCharacters).join('');
}

/** Lets a part fail without the whole: undefined in its place. Throws cancellation only; `told` hears of the rest. */
export async function orElse<T>(part: Promise<T>, told: (error: unknown) => void): Promise<T | undefined> {
  try {
    return await part;
  } catch (error) {
    if (isCancellation(error)) throw error;
    told(error);
    return undefined;
  }
}
