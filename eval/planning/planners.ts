import { loadConfig } from '../../src/config';
import { researchTiers } from '../../src/contract/research/prompts';
import { ResearchPlan, Understanding, type ResearchQuestion } from '../../src/contract/research';
import { valueJsonSchema } from '../../src/contract/values';
import { createModels } from '../../src/providers/models';
import { buildPrompt } from '../../src/reasoning/prompts/build';
import { planByRules } from '../../src/reasoning/research/by-rules/plan';
import { understandByRules } from '../../src/reasoning/research/by-rules/understand';
import { takeQuestions } from '../../src/reasoning/research/plan';
import { strategies } from '../../src/reasoning/research/strategies';

/** Plans a question: the sub-questions that a `standard` task works on. Throws where no plan came of it. */
export type Planner = (question: string) => Promise<ResearchQuestion[]>;

const { questions: most, searches } = strategies.standard;
/** A call that takes longer is given up. */
const callMs = 120_000;

/** Plans as the house does where no model is able to. */
export const rulesPlanner: Planner = (question) => {
  const plan = planByRules(understandByRules(question), { most, searches });
  return Promise.resolve(taken(plan));
};

/** Plans by the model that the environment gives, by the prompts of research. */
export function modelPlanner(): Planner {
  const models = createModels({ config: loadConfig() });
  type Order = Parameters<typeof buildPrompt>[0] & { readonly name: 'understand' | 'research_plan' };
  const ask = async (order: Order, query: string): Promise<unknown> => {
    const [target] = await models.targets({ tier: researchTiers[order.name] });
    if (!target) throw new Error('No model is configured.');
    const currentDate = new Date().toISOString().slice(0, 10);
    const { system, user } = buildPrompt(order, { query, currentDate, texts: [], tools: [] });
    const schema = valueJsonSchema(order.name);
    const told = `Answer with JSON and nothing else. It must follow this JSON schema: ${JSON.stringify(schema)}`;
    const answer = await models.stream(
      target,
      {
        system: `${system}\n\n${told}`,
        messages: [{ role: 'user', content: user }],
        responseFormat: { name: order.name, schema },
      },
      { signal: AbortSignal.timeout(callMs), onText: () => undefined },
    );
    return JSON.parse(answer.text.replace(/^\s*```(?:json)?|```\s*$/g, ''));
  };
  return async (question) => {
    const understanding = Understanding.parse(await ask({ name: 'understand' }, question));
    const order = { name: 'research_plan' as const, understanding, most, searches, prefersScholarly: false };
    return taken(ResearchPlan.parse(await ask(order, question)));
  };
}

function taken({ questions }: ResearchPlan): ResearchQuestion[] {
  return takeQuestions(questions, { prefix: 'q', most, searches, made: [] });
}
