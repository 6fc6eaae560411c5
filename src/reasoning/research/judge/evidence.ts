import type { Place } from '../../../contract/research';
import type { Statement } from './statement';

/** A stored page whose sentences may speak for or against a claim. */
export interface EvidencePage {
  /** SHA-256 of its text. */
  readonly page: string;
  readonly text: string;
  readonly title: string;
  readonly language?: string | null | undefined;
}

/** One sentence of a page, or two that stand beside each other. */
export interface Evidence extends Place {
  /** Exactly as it stands in the page. */
  readonly text: string;
  readonly sentences: readonly Statement[];
  /** The title of the page: it says what "it" and "he" mean. */
  readonly title: Statement;
  /** What the claim is about, as titles of stored pages name it; absent: nothing of it is known. */
  readonly subjects?: readonly string[];
  /** It speaks of what another page is about, and nothing is known of what the claim is about. */
  readonly isOfOther?: boolean;
}

/** Words of a page that speak for or against a claim, exactly as they stand there. */
export interface EvidenceQuote extends Place {
  readonly text: string;
}

/** The place and the words alone. */
export function quoteOf({ page, start, end, text }: Evidence): EvidenceQuote {
  return { page, start, end, text };
}
