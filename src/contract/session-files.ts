import { z } from 'zod';

/** A file or folder of a session, as it is listed. */
export const SessionFile = z
  .strictObject({
    name: z.string(),
    path: z.string().describe('from the top of the session’s files'),
    is_dir: z.boolean(),
    size_bytes: z.int().min(0),
  })
  .meta({ id: 'SessionFile' });
export type SessionFile = z.infer<typeof SessionFile>;

/** `GET /api/v1/sessions/{id}/files`. */
export const SessionFileList = z
  .strictObject({ success: z.literal(true), files: z.array(SessionFile) })
  .meta({ id: 'SessionFileList' });
export type SessionFileList = z.infer<typeof SessionFileList>;

/** `GET /api/v1/sessions/{id}/files/{path}`. */
export const SessionFileContent = z
  .strictObject({
    success: z.literal(true),
    content: z
      .string()
      .describe(
        'the text itself where content_type is text/*, application/json or application/xml; else base64',
      ),
    content_type: z.string(),
    size_bytes: z.int().min(0).describe('of the file'),
  })
  .meta({ id: 'SessionFileContent' });
export type SessionFileContent = z.infer<typeof SessionFileContent>;

/** Whose files are meant: equal ids of two tenants are two sessions. */
export interface SessionPlace {
  readonly tenant: string;
  readonly sessionId: string;
}

/** A file with all that it holds. */
export interface ReadFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The bytes as text; undefined where they are no UTF-8 text. */
  readonly text: string | undefined;
}

/** What was looked for; or why not, with a sentence about the path. */
export type Found<T> =
  | { readonly ok: true; readonly found: T }
  | { readonly ok: false; readonly why: 'missing' | 'folder' | 'refused'; readonly sentence: string };

/** The files of all sessions, to be looked at, or removed whole. Every path stays inside its session. */
export interface SessionFiles {
  /** Whether the session has ever had a file. */
  exists(place: SessionPlace): Promise<boolean>;
  /** What lies in a folder (empty: the topmost), sorted by path; nothing where there is no such folder. */
  list(place: SessionPlace, path: string): Promise<Found<readonly SessionFile[]>>;
  /** The whole file. */
  read(place: SessionPlace, path: string): Promise<Found<ReadFile>>;
  /** Removes all files of the session; safe to repeat. */
  remove(place: SessionPlace): Promise<void>;
}
