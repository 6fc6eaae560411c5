import { z } from 'zod';
import type { JsonObject } from './task';

/** What of a task a person is asked to approve. */
export type ApprovalSubject =
  /** The one call of a simple task, or the plan of a larger one. */
  | { readonly kind: 'call' }
  | { readonly kind: 'plan'; readonly plan: string }
  /** One tool call of an agent's turn, by its place there. */
  | {
      readonly kind: 'tool';
      readonly tool: string;
      readonly agent: string;
      readonly turnStep: string;
      readonly index: number;
    };

/** When a task asks for approval, how long it waits, and what a denial of a tool call means. */
export interface ApprovalSettings {
  /** Before the first step: the plan, or the one call. */
  readonly plan: boolean;
  /** Before each call of these tools. */
  readonly tools: readonly string[];
}

/** When the house asks for approval though the task did not: its operator's policy. */
export interface ApprovalPolicy {
  /** Names of tools. */
  readonly tools: readonly string[];
  /** Every tool that can harm. */
  readonly dangerous: boolean;
  /** A call that costs more, US dollars. */
  readonly callUsd?: number;
  /** Any call of a session that has spent more, US dollars. */
  readonly sessionUsd?: number;
}

const id = z.string().trim().min(1).max(256);
const missing = { error: 'workflow_id and approval_id are required' };

/** `POST /api/v1/approvals/decision`. */
export const ApprovalDecisionRequest = z
  .object(
    {
      workflow_id: z.string(missing).pipe(id),
      approval_id: z.string(missing).pipe(id),
      approved: z.boolean({ error: 'approved must be true or false' }).default(false),
      run_id: z.string().nullish(),
      feedback: z.string().max(10_000, 'feedback must be at most 10000 characters').nullish(),
      modified_action: z
        .record(z.string(), z.unknown(), {
          error: 'modified_action must be an object: the changed arguments',
        })
        .nullish()
        .describe('arguments in the place of those that the model wanted'),
      approved_by: z.string().max(200, 'approved_by must be at most 200 characters').nullish(),
    },
    { error: 'Invalid request body' },
  )
  .meta({ id: 'ApprovalDecisionRequest' });

/** Answer of a decision that was taken. */
export const ApprovalDecisionAnswer = z
  .strictObject({
    status: z.literal('sent'),
    success: z.literal(true),
    message: z.string(),
    workflow_id: z.string(),
    run_id: z.string(),
    approval_id: z.string(),
  })
  .meta({ id: 'ApprovalDecisionAnswer' });
export type ApprovalDecisionAnswer = z.infer<typeof ApprovalDecisionAnswer>;

/** One approval that waits, as it is listed and as `APPROVAL_REQUESTED` carries it. */
export const PendingApproval = z
  .strictObject({
    approval_id: z.string(),
    workflow_id: z.string(),
    kind: z.enum(['call', 'plan', 'tool']),
    reason: z.string(),
    tool: z.string().optional(),
    arguments: z.unknown().optional().describe('what the tool would be called with'),
    plan: z.string().optional(),
    agent_id: z.string(),
    cost_usd: z.number().optional().describe('of the call, where the tool names it'),
    requested_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'PendingApproval' });
export type PendingApproval = z.infer<typeof PendingApproval>;

/** `GET /api/v1/approvals`: those that wait, oldest first. */
export const ApprovalList = z
  .strictObject({ approvals: z.array(PendingApproval), total_count: z.int() })
  .meta({ id: 'ApprovalList' });
export type ApprovalList = z.infer<typeof ApprovalList>;

/** A decision, as it reaches the workflow. */
export interface Decision {
  readonly approvalId: string;
  readonly isApproved: boolean;
  readonly by: string;
  readonly feedback: string;
  /** Arguments in the place of those that the model wanted. */
  readonly arguments?: JsonObject;
}

/** Orders of the verbs of approvals. */
export interface RequestApprovalInput {
  readonly taskId: string;
  readonly approvalId: string;
  readonly subject: ApprovalSubject;
  readonly reason: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
}
export interface SettleApprovalInput {
  readonly taskId: string;
  readonly approvalId: string;
  readonly agent: string;
  /** Absent: nobody decided in time, or before it was given up. */
  readonly decision?: Decision;
  /** The task will not go on for another reason: nobody is asked any more. */
  readonly isGivenUp?: boolean;
}

/** The verbs of approvals. */
export interface ApprovalActivities {
  /** Lists an approval as pending, and tells of it. */
  requestApproval(input: RequestApprovalInput): Promise<void>;
  /** Takes it from the list, and tells what was decided. */
  settleApproval(input: SettleApprovalInput): Promise<void>;
}
