import { z } from 'zod';
import { defineTool, type Tool } from '../port';
import type { Processes } from './processes';
import { computing } from './spec';

/** Arithmetic with exact fractions and big numbers, units and matrices. */
export function calculator(processes: Processes): Tool {
  return defineTool({
    ...computing,
    name: 'calculator',
    description:
      'Works out an expression: exactly with fractions and whole numbers of any length, else with 64 digits. ' +
      'Knows + - * / ^ % mod !, percentages (200 + 5%, 8% of 200), functions such as sqrt, log, sin (radians; ' +
      'sin(30 deg)), round, gcd, combinations, mean, det, matrices [1, 2; 3, 4], units (5 inch to cm), and steps ' +
      'split by ; such as a = 3; b = 4; sqrt(a^2 + b^2). Write numbers without thousands separators or currency signs.',
    timeoutMs: 20_000,
    parameters: z.strictObject({ expression: z.string().trim().min(1).max(2_000) }),
    run: async (args, { signal }) => {
      const { text, output } = await processes.run(args, signal);
      return { text, output };
    },
  });
}
