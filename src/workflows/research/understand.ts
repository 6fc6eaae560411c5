import { agents } from '../../contract/agents';
import { researchTiers } from '../../contract/research/prompts';
import type { ResearchPlan, ResearchQuestion, Understanding } from '../../contract/research/values';
import { questionsEvent, understoodEvent } from '../../reasoning/research/events';
import { questionsText } from '../../reasoning/plan-text';
import { takeQuestions } from '../../reasoning/research/plan';
import type { ResearchRun } from './research-run';

const agent = agents.planner;

/** Understands the question; by the house's rules where the model's answer is of no use. */
export async function understand(run: ResearchRun): Promise<Understanding> {
  const tier = researchTiers.understand;
  const order = { step: 'understand', agent, tier, summary: 'the question' };
  const understanding = await run.valueOrRules({ ...order, prompt: { name: 'understand' } });
  run.tell(understoodEvent(understanding));
  return understanding;
}

/** Plans the sub-questions; by the house's rules where the model's plan cannot be carried out. */
export async function plan(run: ResearchRun, understanding: Understanding): Promise<ResearchQuestion[]> {
  const { questions: most, searches, prefersScholarly } = run.settings;
  const order = { agent, tier: researchTiers.research_plan };
  const prompt = { name: 'research_plan' as const, understanding, most, searches, prefersScholarly };
  const taken = (plan: ResearchPlan) =>
    takeQuestions(plan.questions, { prefix: 'q', most, searches, made: [] });
  const planned = await run.valueOrRules({ ...order, step: 'plan', summary: 'the plan', prompt });
  const questions = await run.review.of({
    plan: taken(planned),
    show: questionsText,
    rewrite: async (revised, attempt) => {
      const again = {
        step: `plan-${attempt}`,
        summary: `the plan, asked for again (${attempt})`,
        isForReview: true,
      };
      const plan = await run.value<'research_plan'>({
        ...{ ...order, ...again },
        prompt: { ...prompt, revised },
      });
      return plan && taken(plan);
    },
  });
  await run.approvals.askForWhole({ kind: 'plan', plan: questionsText(questions) });
  run.tell(questionsEvent(questions, 0));
  return questions;
}
