import type { ReadPageResult } from '../../contract/research/orders';
import type { ResearchQuestion } from '../../contract/research/values';
import type { Reach } from '../../reasoning/research/progress';

/** What came of one sub-question. */
interface Gathered {
  readonly id: string;
  readonly question: string;
  readonly dimensions: readonly string[];
  readonly kinds: readonly string[];
  readonly queries: readonly string[];
  readonly pages: number;
  readonly problem?: string;
}

/** What a research task has found so far. */
export class Findings {
  readonly questions: ResearchQuestion[] = [];
  readonly gathered: Gathered[] = [];
  /** Searches that were made, in the order of their sub-questions. */
  readonly made: string[] = [];
  /** What could not be searched or read, a sentence each. */
  readonly refused: string[] = [];
  /** Characters of all pages together. */
  characters = 0;
  private readonly pages = new Set<string>();
  private readonly hosts = new Set<string>();

  get reach(): Reach {
    return { pages: this.pages.size, hosts: this.hosts.size };
  }

  /** Notes sub-questions that are about to be worked on. */
  take(questions: readonly ResearchQuestion[]): void {
    this.questions.push(...questions);
    this.made.push(...questions.flatMap(({ queries }) => queries));
  }

  /** Notes a page that was read, or why it was not. */
  note(result: ReadPageResult, url: string): void {
    if (!result.ok) {
      this.refused.push(`${url}: ${result.reason}`);
      return;
    }
    if (!this.pages.has(result.page)) this.characters += result.characters;
    this.pages.add(result.page);
    this.hosts.add(result.host);
  }

  /** Notes how a sub-question ended. */
  close(
    { id, question, dimensions, kinds, queries }: ResearchQuestion,
    pages: number,
    problem?: string,
  ): void {
    const rest = problem === undefined ? {} : { problem };
    this.gathered.push({ id, question, dimensions, kinds, queries, pages, ...rest });
  }
}
