import { z } from 'zod';
import {
  ClaimVerdicts,
  Coverage,
  FoundFacts,
  MendedSentences,
  ResearchPlan,
  Understanding,
} from './research/values';
import type { JsonObject } from './task';

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,31}$/);

/** One step of a plan, as the planner writes it. */
export const PlanStep = z.object({
  id: id.describe('short, such as s1'),
  purpose: z
    .string()
    .min(1)
    .max(1_000)
    .describe('what this step has to find out or make, complete in itself'),
  needs: z.array(id).max(20).default([]).describe('ids of the steps whose results it builds on'),
  tools: z.array(z.string().max(64)).max(30).default([]).describe('names of the tools that it may need'),
  tier: z.enum(['small', 'medium', 'large']).default('small').describe('how able a model it takes'),
});
export type PlanStep = z.infer<typeof PlanStep>;

/** A plan: steps that depend on each other without a circle. */
export const Plan = z.object({ steps: z.array(PlanStep).min(1).max(40) });
export type Plan = z.infer<typeof Plan>;

/** What is to change in a plan after a layer of it is done. */
export const Replan = z.object({
  done: z.boolean().describe('whether what is there already answers the task'),
  add: z.array(PlanStep).max(10).default([]),
  drop: z.array(id).max(40).default([]).describe('ids of steps that are no longer needed'),
});
export type Replan = z.infer<typeof Replan>;

const score = z.number().min(0).max(1);

/** A judge's view of a draft, by named criteria. */
export const Judgement = z.object({
  criteria: z
    .array(z.object({ name: z.string().max(60), score, reason: z.string().max(600) }))
    .min(1)
    .max(10),
  score: score.describe('the whole, from 0 to 1'),
  reasons: z.array(z.string().max(600)).max(10).default([]).describe('what to mend, each in a sentence'),
});
export type Judgement = z.infer<typeof Judgement>;

/** Answers that mean the same, grouped by their numbers. */
export const Groups = z.object({
  groups: z
    .array(z.array(z.int().min(1).max(50)).min(1))
    .min(1)
    .max(50),
});
export type Groups = z.infer<typeof Groups>;

/** The sides of a debate. */
export const Positions = z.object({ positions: z.array(z.string().min(1).max(400)).min(2).max(5) });
export type Positions = z.infer<typeof Positions>;

/** Next thoughts of a search. */
export const Thoughts = z.object({ thoughts: z.array(z.string().min(1).max(2_000)).min(1).max(10) });
export type Thoughts = z.infer<typeof Thoughts>;

/** How promising thoughts are, in their order. */
export const Values = z.object({ values: z.array(score).min(1).max(50) });
export type Values = z.infer<typeof Values>;

/** The values that a model is asked for, by the prompt that asks. */
export const valueSchemas = {
  plan: Plan,
  replan: Replan,
  judge: Judgement,
  group: Groups,
  positions: Positions,
  branch: Thoughts,
  value: Values,
  understand: Understanding,
  research_plan: ResearchPlan,
  cover: Coverage,
  judge_claims: ClaimVerdicts,
  mend: MendedSentences,
  facts: FoundFacts,
} as const;
export type ValuePrompt = keyof typeof valueSchemas;

/** The JSON Schema of a value, as the model is told it. */
export function valueJsonSchema(name: ValuePrompt): JsonObject {
  const schema = z.toJSONSchema(valueSchemas[name], { io: 'input' }) as JsonObject;
  delete schema['$schema'];
  return schema;
}
