import type { ToolBox } from '../contract/tools';
import type { Models } from '../providers/models/port';
import type { PageReader } from '../providers/pages/port';
import type { ApprovalPolicy } from '../contract/approvals';
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
  /** Reads the pages that research keeps whole. */
  readonly pages: PageReader;
  /** When people are asked for approval though the task did not ask for that. */
  readonly approvalPolicy: ApprovalPolicy;
  readonly log: Log;
}
