import { z } from 'zod';

/** A place in a stored page: UTF-16 code units of its text, `end` excluded. Never inside of a character. */
export const Place = z.object({
  page: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of the text of the page'),
  start: z.int().min(0),
  end: z.int().min(0),
});
export type Place = z.infer<typeof Place>;

/** A page as a research task keeps it. All but hash, addresses and times is text of strangers. */
export const StoredPage = z
  .strictObject({
    hash: z.string(),
    /** As it was asked for, where redirects led, and as it names itself. */
    url: z.string(),
    final_url: z.string(),
    canonical_url: z.string().nullable(),
    also_at: z.array(z.string()).optional().describe('other addresses that gave exactly this text'),
    status: z.int().nullable().describe('HTTP status; null for a document of the corpus'),
    title: z.string(),
    publisher: z.string(),
    author: z.string().nullable(),
    published: z.string().nullable().describe('ISO date, as the page says'),
    language: z.string().nullable(),
    content_type: z.string(),
    retrieved_at: z.iso.datetime(),
    is_cut: z.boolean().describe('the text ends before the page does'),
    is_paywalled: z.boolean(),
    characters: z.int().min(0).describe('UTF-16 code units of the text'),
  })
  .meta({ id: 'ResearchPage' });
export type StoredPage = z.infer<typeof StoredPage>;

/** A stored page with its text. */
export interface PageText extends StoredPage {
  readonly text: string;
}

/** A piece of a stored page that is shown to a model and cited by its id. */
export interface Passage extends Place {
  readonly text: string;
}

/** `GET /api/v1/tasks/{id}/pages`: what a task has read, in the order in which it came. */
export const ResearchPageList = z
  .strictObject({ pages: z.array(StoredPage) })
  .meta({ id: 'ResearchPageList' });
export type ResearchPageList = z.infer<typeof ResearchPageList>;

/** `GET /api/v1/tasks/{id}/pages/{hash}`: a page with its text, or the part of it that was asked for. */
export const ResearchPageText = StoredPage.extend({
  start: z.int().min(0).describe('where `text` begins in the text of the page, in UTF-16 code units'),
  end: z.int().min(0),
  text: z.string(),
}).meta({ id: 'ResearchPageText' });
export type ResearchPageText = z.infer<typeof ResearchPageText>;
