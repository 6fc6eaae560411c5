import { z } from 'zod';

/** The ways in which a COMPLEX task reasons. */
export const ReasoningPattern = z.enum(
  ['reflection', 'self_consistency', 'debate', 'tree_of_thoughts', 'plan_and_execute'],
  {
    error:
      'Invalid reasoning (allowed: reflection, self_consistency, debate, tree_of_thoughts, plan_and_execute)',
  },
);
export type ReasoningPattern = z.infer<typeof ReasoningPattern>;

const within = (name: string, least: number, most: number) => {
  const error = `context.reasoning_params.${name} out of range (${least}..${most})`;
  return z.int({ error }).min(least, error).max(most, error).optional();
};
const shareError = 'context.reasoning_params.threshold must be a number from 0 to 1';

/** Parameters of the patterns; each pattern reads its own. */
export const ReasoningParams = z
  .strictObject(
    {
      rounds: within('rounds', 1, 5).describe('reflection: rewrites at most; debate: rounds'),
      threshold: z
        .number(shareError)
        .min(0, shareError)
        .max(1, shareError)
        .optional()
        .describe('reflection: the score that is good enough'),
      criteria: z
        .array(z.string().min(1).max(60), {
          error: 'context.reasoning_params.criteria must be a list of short names',
        })
        .min(1)
        .max(10, 'context.reasoning_params.criteria must have at most 10 names')
        .optional(),
      samples: within('samples', 2, 10).describe('self_consistency: chains of thought'),
      sides: within('sides', 2, 5).describe('debate'),
      positions: z
        .array(z.string().min(1).max(400), {
          error: 'context.reasoning_params.positions must be a list of sentences',
        })
        .min(2, 'context.reasoning_params.positions must have 2 to 5 positions')
        .max(5, 'context.reasoning_params.positions must have 2 to 5 positions')
        .optional(),
      breadth: within('breadth', 2, 5).describe('tree_of_thoughts'),
      depth: within('depth', 1, 5).describe('tree_of_thoughts'),
      nodes: within('nodes', 2, 60).describe('tree_of_thoughts: thoughts at most'),
    },
    { error: 'context.reasoning_params must be an object' },
  )
  .meta({ id: 'ReasoningParams' });
export type ReasoningParams = z.infer<typeof ReasoningParams>;
