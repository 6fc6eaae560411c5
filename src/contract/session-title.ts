import { z } from 'zod';
import { ApiError } from './errors';
import { checkJson } from './json';
import { limits } from './limits';

/** Body of `PATCH /api/v1/sessions/{id}`; other fields have no effect. */
export const SessionTitleRequest = z
  .looseObject({
    title: z
      .string()
      .nullish()
      .describe(`at most ${limits.titleCharacters} characters, unseen ones not counted; not empty`),
  })
  .meta({ id: 'SessionTitleRequest' });
export type SessionTitleRequest = z.infer<typeof SessionTitleRequest>;

/** Controls, and characters that nobody sees or that turn the order of others. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Reads the title that a body asks for, without spaces around it and without unseen characters.
 * Throws `ApiError` 400 with the rule that it breaks (reference, section 7).
 */
export function readTitle(body: unknown): string {
  checkJson(body);
  const parsed = SessionTitleRequest.safeParse(body);
  if (!parsed.success) throw new ApiError('badRequest');
  const given = (parsed.data.title ?? '').trim();
  if (given === '') throw new ApiError('badRequest', 'Title cannot be empty');
  const title = given.replace(unseen, '').trim();
  if (title === '') throw new ApiError('badRequest', 'Title cannot contain only control characters');
  if ([...title].length > limits.titleCharacters)
    throw new ApiError('badRequest', `Title must be ${limits.titleCharacters} characters or less`);
  return title;
}
