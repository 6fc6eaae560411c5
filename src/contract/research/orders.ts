import type { NewEvent } from '../events';
import type { RunSummary, TaskIdentity } from '../orders';
import type { TakenEnd, Withheld } from '../withheld';
import type { ResearchQuestion, SourceKind } from './values';

/**
 * The verbs of research. Texts, hits and pages stay in the store under the name of the step that gave them; the
 * workflow sees counts, hashes and names of steps only.
 */
interface ResearchOrder extends TaskIdentity {
  /** Key under which the output is kept; done once, whatever is repeated. */
  readonly step: string;
  readonly agent: string;
  /** What is told before it. */
  readonly tell: readonly NewEvent[];
}

/** One search: a call of the tool `web_search`. */
export interface SearchInput extends ResearchOrder {
  readonly query: string;
  readonly count: number;
  readonly language?: string;
}
/** What a search came to: how many hits, or why there are none. */
export type SearchResult =
  | { readonly ok: true; readonly hits: number }
  | { readonly ok: false; readonly reason: string; readonly isBudget: boolean }
  /** The task was paused before it began, or by a budget in its place: it is to be made once the task goes on. */
  | { readonly ok: 'paused'; readonly pause: Withheld };

/** Chooses the pages that are worth reading for a sub-question among the hits of its searches. */
export interface ChooseInput extends ResearchOrder {
  readonly question: ResearchQuestion;
  /** Steps of its searches. */
  readonly searches: readonly string[];
  readonly most: number;
  /**
   * The first so many are this sub-question's alone; those behind them, which take the place of what cannot be read,
   * others may choose too. All are its own where it is absent.
   */
  readonly own?: number;
  readonly prefersScholarly: boolean;
}
export interface ChooseResult {
  /** Addresses, best first; those that are its own, no other sub-question has chosen. */
  readonly urls: readonly string[];
  /** Pages that another sub-question reads and that serve this one too. */
  readonly shared: readonly string[];
}

/** Reads a page and stores its text by its hash. */
export interface ReadPageInput extends ResearchOrder {
  readonly url: string;
}
export type ReadPageResult =
  | { readonly ok: true; readonly page: string; readonly host: string; readonly characters: number }
  | { readonly ok: false; readonly reason: string }
  /** The task was paused before it began: it is to be read once the task goes on. */
  | { readonly ok: 'paused'; readonly pause: Withheld };
/** What came of a page that was tried. */
export type PageRead = Exclude<ReadPageResult, { ok: 'paused' }>;

/** Picks the passages of stored pages that say most about what is wanted, within a bound of their length. */
export interface PickInput extends ResearchOrder {
  /** Hashes; absent: all pages of the task. */
  readonly pages?: readonly string[];
  /** What is looked for: each gets its share. */
  readonly wanted: readonly { readonly id: string; readonly text: string }[];
  readonly kinds: readonly SourceKind[];
  readonly mostCharacters: number;
}
export interface PickResult {
  readonly passages: number;
  readonly pages: number;
  readonly hosts: number;
}

/** Puts what was written together as a report whose marks name passages, and numbers its sources. */
export interface CiteInput extends ResearchOrder {
  readonly sections: readonly {
    readonly heading?: string;
    /** The step that wrote it, and the one whose passages it was given. */
    readonly text: string;
    readonly material: string;
  }[];
  /** Sentences that were mended in an earlier report, which this one then starts from. */
  readonly mended?: { readonly report: string; readonly verdicts: string; readonly mends: readonly string[] };
  /** An earlier report whose supported claims are to cite what bears them out, by its verdicts. */
  readonly recited?: { readonly report: string; readonly verdicts: string };
}
export interface CiteResult {
  readonly sentences: number;
  readonly cited: number;
  readonly sources: number;
}

/** Takes the claims of a report, finds evidence for each in all stored pages, and judges them by rules. */
export interface ClaimsInput extends ResearchOrder {
  readonly report: string;
  /** Verdicts of an earlier report: claims that stand unchanged keep theirs. */
  readonly known?: string;
  /** Claims that one model call judges at most. */
  readonly batch: number;
}
export interface ClaimsResult {
  readonly claims: number;
  /** Steps that hold the claims which a model is to judge, with their passages. */
  readonly batches: readonly string[];
}

/** Joins rules and model into verdicts; a quote that is not in its page is refused. */
export interface VerdictsInput extends ResearchOrder {
  readonly report: string;
  readonly claims: string;
  /** Steps of the model's verdicts, those that came to something. */
  readonly judged: readonly string[];
  /** Claims that one call mends at most. */
  readonly batch: number;
}
export interface VerdictsResult {
  readonly supported: number;
  readonly contradicted: number;
  readonly undecided: number;
  /** Steps that hold the sentences to mend, with their passages. */
  readonly toMend: readonly string[];
  /** Supported claims that do not cite what bears them out; absent where an older worker settled them. */
  readonly miscited?: number;
}

/** Ends a research task: record, four research keys, source list, last events in one commit. */
export interface FinishResearchInput extends TaskIdentity {
  readonly report: string;
  readonly verdicts?: string;
  /** Why there are none, where they were wanted. */
  readonly verificationNote?: string;
  /** Steps that found facts, each with that whose passages it was shown. */
  readonly facts?: readonly { readonly step: string; readonly material: string }[];
  readonly run: RunSummary;
  readonly tell: readonly NewEvent[];
}

export interface ResearchActivities {
  searchWeb(input: SearchInput): Promise<SearchResult>;
  choosePages(input: ChooseInput): Promise<ChooseResult>;
  readPage(input: ReadPageInput): Promise<ReadPageResult>;
  pickPassages(input: PickInput): Promise<PickResult>;
  citeReport(input: CiteInput): Promise<CiteResult>;
  takeClaims(input: ClaimsInput): Promise<ClaimsResult>;
  settleClaims(input: VerdictsInput): Promise<VerdictsResult>;
  finishResearch(input: FinishResearchInput): Promise<TakenEnd>;
}
