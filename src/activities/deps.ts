import type { ToolBox } from '../contract/tools';
import type { Models } from '../providers/models/port';
import type { Store } from '../store';

/** What activities log with; shaped like pino. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the verbs that touch the world are made with. */
export interface ActivityDeps {
  readonly store: Store;
  readonly models: Models;
  readonly tools: ToolBox;
  readonly log: Log;
}
