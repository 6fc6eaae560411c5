import type { z } from 'zod';

/** The first violation that a schema found, in a sentence for whoever sent the body. */
export function firstViolation(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'Invalid request body';
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return `${path || 'body'} has an unknown field: ${issue.keys.join(', ')}`;
  return /^(Invalid input|Too |Invalid string)/.test(issue.message)
    ? `${path}: ${issue.message}`
    : issue.message;
}
