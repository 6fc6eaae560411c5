import type {
  Coverage,
  Dimension,
  ResearchPlan,
  ResearchQuestion,
  Understanding,
} from '../../contract/research/values';

/** Why an understanding cannot be used, in a sentence that its author can act on; undefined when it can. */
export function understandingProblem({ dimensions }: Understanding): string | undefined {
  const ids = new Set(dimensions.map(({ id }) => id));
  return ids.size < dimensions.length ? 'Two dimensions have the same id.' : undefined;
}

/** What a research plan must keep to. */
export interface ResearchBounds {
  readonly dimensions: readonly Dimension[];
  /** Sub-questions at most. */
  readonly most: number;
}

/** Why a research plan cannot be carried out, in a sentence that its planner can act on; undefined when it can. */
export function researchPlanProblem({ questions }: ResearchPlan, bounds: ResearchBounds): string | undefined {
  const problem = questionsProblem(questions, bounds);
  if (problem !== undefined) return problem;
  const served = new Set(questions.flatMap(({ dimensions }) => dimensions));
  const unserved = bounds.dimensions.find(({ id }) => !served.has(id));
  return unserved && `No sub-question serves the dimension ${unserved.id}.`;
}

/** Why a judgement of the evidence cannot be used, in a sentence that its judge can act on; undefined when it can. */
export function coverageProblem(
  { dimensions, questions }: Coverage,
  bounds: ResearchBounds,
): string | undefined {
  const judged = dimensions.map(({ id }) => id);
  const lacking = bounds.dimensions.find(({ id }) => judged.filter((other) => other === id).length !== 1);
  if (lacking) return `The dimension ${lacking.id} must be judged once.`;
  if (judged.length > bounds.dimensions.length)
    return `Only these dimensions are to be judged: ${bounds.dimensions.map(({ id }) => id).join(', ')}.`;
  return questionsProblem(questions, bounds);
}

function questionsProblem(
  questions: readonly ResearchQuestion[],
  { dimensions, most }: ResearchBounds,
): string | undefined {
  if (questions.length > most)
    return `It has ${questions.length} sub-questions; at most ${most} are allowed.`;
  const known = new Set(dimensions.map(({ id }) => id));
  for (const { id, dimensions: served } of questions) {
    const unknown = served.find((one) => !known.has(one));
    if (unknown !== undefined)
      return `Sub-question ${id} serves ${unknown}; the dimensions are ${[...known].join(', ')}.`;
  }
  return undefined;
}

/** How sub-questions are taken into a task. */
export interface Taking {
  /** Begins their ids, so that those of each round are their own. */
  readonly prefix: string;
  /** Sub-questions at most, and searches of each. */
  readonly most: number;
  readonly searches: number;
  /** Searches that were made already: they are not made again. */
  readonly made: readonly string[];
}

/** Sub-questions as a task works on them: with ids of its own, and no search that was made; one without any is left out. */
export function takeQuestions(
  questions: readonly ResearchQuestion[],
  { prefix, most, searches, made }: Taking,
): ResearchQuestion[] {
  const known = new Set(made.map(sameSearch));
  const taken: ResearchQuestion[] = [];
  for (const question of questions) {
    if (taken.length === most) break;
    const queries = newQueries(question.queries, known).slice(0, searches);
    if (queries.length > 0) taken.push({ ...question, id: `${prefix}${taken.length + 1}`, queries });
    for (const query of queries) known.add(sameSearch(query));
  }
  return taken;
}

function newQueries(queries: readonly string[], known: ReadonlySet<string>): string[] {
  const own = new Map(queries.map((query) => [sameSearch(query), query]));
  return [...own].filter(([same]) => !known.has(same)).map(([, query]) => query);
}

/** What searches have in common that find the same: case, width and order of words aside. */
export function sameSearch(query: string): string {
  const words =
    query
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.sort().join(' ');
}
