import { agents } from '../contract/agents';
import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { ReviewAnswer, ReviewOrder, ReviewState } from '../contract/review';

/** What the reviewer may do next: the last version can only be approved or rejected. */
export function intentOf({
  status,
  round,
}: Pick<ReviewState, 'status' | 'round'>): ReviewAnswer['plan']['intent'] {
  if (status === 'approved') return 'execute';
  return round >= limits.reviewRounds ? 'ready' : 'feedback';
}

/** Tells that a plan waits for its review. */
export function planReady(state: ReviewState): NewEvent {
  return {
    key: 'review:ready',
    type: 'RESEARCH_PLAN_READY',
    agent_id: agents.planner,
    message: state.current_plan,
    payload: { round: state.round, version: state.version, intent: intentOf(state) },
  };
}

/** Tells what a reviewer said, with which the plan was asked for the `attempt`th time. */
export function reviewFeedback(
  { round, version }: ReviewState,
  { message, by }: ReviewOrder,
  attempt: number,
): NewEvent {
  return {
    key: `review:feedback:${attempt}`,
    type: 'REVIEW_USER_FEEDBACK',
    agent_id: 'user',
    message,
    payload: { round, version, by },
  };
}

/** Tells the plan as it was made anew. */
export function planUpdated(state: ReviewState): NewEvent {
  return {
    key: `review:${state.version}:updated`,
    type: 'RESEARCH_PLAN_UPDATED',
    agent_id: 'research-planner',
    message: state.current_plan,
    payload: { round: state.round, version: state.version, intent: intentOf(state) },
  };
}

/** Tells that the plan was approved. */
export const planApproved: NewEvent = {
  key: 'review:approved',
  type: 'RESEARCH_PLAN_APPROVED',
  agent_id: agents.planner,
  message: 'Approved',
};
