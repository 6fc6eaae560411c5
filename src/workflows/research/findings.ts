import type { PageRead } from '../../contract/research/orders';
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

/** What a research task has found so far; what it lists is in the order of the sub-questions, whichever ended first. */
export class Findings {
  readonly questions: ResearchQuestion[] = [];
  /** Characters of all pages together. */
  characters = 0;
  private readonly pages = new Set<string>();
  private readonly hosts = new Set<string>();
  private readonly ends = new Map<string, Gathered>();
  private readonly problems = new Map<string, string[]>();

  get reach(): Reach {
    return { pages: this.pages.size, hosts: this.hosts.size };
  }

  /** Searches that were made. */
  get made(): string[] {
    return this.questions.flatMap(({ queries }) => queries);
  }

  /** How the sub-questions ended. */
  get gathered(): Gathered[] {
    return this.questions.flatMap(({ id }) => this.ends.get(id) ?? []);
  }

  /** What could not be searched or read, a sentence each. */
  get refused(): string[] {
    return this.questions.flatMap(({ id }) => this.problems.get(id) ?? []);
  }

  /** Notes sub-questions that are about to be worked on. */
  take(questions: readonly ResearchQuestion[]): void {
    this.questions.push(...questions);
  }

  /** Notes that something could not be searched or read for a sub-question. */
  refuse({ id }: Pick<ResearchQuestion, 'id'>, what: string, reason: string): void {
    this.problems.set(id, [...(this.problems.get(id) ?? []), `${what}: ${reason}`]);
  }

  /** Notes a page that was read for a sub-question, or why it was not. */
  note(question: Pick<ResearchQuestion, 'id'>, url: string, result: PageRead): void {
    if (!result.ok) {
      this.refuse(question, url, result.reason);
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
    this.ends.set(id, { id, question, dimensions, kinds, queries, pages, ...rest });
  }
}
