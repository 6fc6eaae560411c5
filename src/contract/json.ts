import { ApiError } from './errors';
import { limits } from './limits';

/**
 * Refuses JSON that cannot be kept as it is or that is made to harm: text that is no Unicode or has NUL
 * (the store keeps neither), a key `__proto__`, nesting without end. Throws `ApiError` (400) with a sentence.
 */
export function checkJson(body: unknown): void {
  const pending: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') checkText(value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= limits.jsonDepth) {
      throw new ApiError('badRequest', `Invalid request body: nested deeper than ${limits.jsonDepth} levels`);
    }
    for (const [key, inner] of Object.entries(value)) {
      if (key === '__proto__')
        throw new ApiError('badRequest', 'Invalid request body: a key must not be __proto__');
      checkText(key);
      pending.push({ value: inner, depth: depth + 1 });
    }
  }
}

function checkText(text: string): void {
  if (text.includes('\0'))
    throw new ApiError('badRequest', 'Invalid request body: text must not contain NUL characters');
  if (!text.isWellFormed()) {
    throw new ApiError(
      'badRequest',
      'Invalid request body: text must be valid Unicode (it has a lone surrogate)',
    );
  }
}
