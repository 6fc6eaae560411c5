/**
 * Names of the failures that cross from activities to workflows, as Temporal error types.
 * Stable: recorded histories and dashboards match on them.
 */
export const FailureType = {
  modelRateLimited: 'Model.RateLimited',
  modelUnavailable: 'Model.Unavailable',
  modelTimeout: 'Model.Timeout',
  modelAuthentication: 'Model.Authentication',
  modelBadRequest: 'Model.BadRequest',
  modelUnknown: 'Model.Unknown',
  modelRefused: 'Model.Refused',
  modelInvalidOutput: 'Model.InvalidOutput',
  budgetExhausted: 'Budget.Exhausted',
  noSource: 'Research.NoSource',
  notApproved: 'Approval.Denied',
  webhookNotDelivered: 'Webhook.NotDelivered',
} as const;
export type FailureType = (typeof FailureType)[keyof typeof FailureType];

/** Details of a failure, as they travel with it through the engine: for the record, never for a secret. */
export interface FailureDetails {
  /** The sentence that the user reads in `error`. */
  readonly sentence: string;
  readonly provider?: string;
  readonly model?: string;
}
