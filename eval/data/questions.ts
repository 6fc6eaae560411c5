import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { EvalRun } from '../section';
import { fetchOnce } from './wheels';

/** A step that people took to answer a question, and the article that they read for it. */
export interface QuestionPart {
  readonly text: string;
  /** It can be asked before anything was read. */
  readonly isFirst: boolean;
  readonly title: string | undefined;
}

/** A question whose answer stands in several articles. */
export interface FannedQuestion {
  readonly id: string;
  readonly text: string;
  readonly parts: readonly QuestionPart[];
}

interface Node {
  readonly question: string;
  readonly depends_on: readonly string[];
  readonly evidence?: { readonly title: string } | null | undefined;
  readonly decomposition: readonly Node[];
}
const Node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    question: z.string(),
    depends_on: z.array(z.string()),
    evidence: z.object({ title: z.string() }).nullish(),
    decomposition: z.array(Node),
  }),
);
const Questions = z.array(z.object({ id: z.string(), question: z.string(), decomposition: z.array(Node) }));

/** The questions of FanOutQA with published answers (CC BY-SA, fetched). Throws `StartError` where pip cannot fetch them. */
export async function fetchQuestions(run: EvalRun): Promise<FannedQuestion[]> {
  const path = await fetchOnce(run, 'fanoutqa-1.1.1.json', {
    what: 'questions that fan out',
    requirement: 'fanoutqa==1.1.1',
    hashes: ['1d97c901e62e90507ac0c039a357895308bed1c6a5b49207ae81d81eac6fd795'],
    member: 'fanoutqa/data/fanout-final-dev.json',
    megabytes: 1,
  });
  return Questions.parse(JSON.parse(readFileSync(path, 'utf8'))).map(({ id, question, decomposition }) => ({
    id,
    text: question,
    parts: decomposition.flatMap(partsOf),
  }));
}

function partsOf({ question, depends_on: needs, evidence, decomposition }: Node): QuestionPart[] {
  const own = { text: question, isFirst: needs.length === 0, title: evidence?.title };
  return [own, ...decomposition.flatMap(partsOf)];
}
