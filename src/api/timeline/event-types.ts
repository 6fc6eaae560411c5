import type { EngineEvent } from '../../temporal';

/** How the timeline calls what the engine's protocol tells of (reference, section 5.3). */
const summaryTypes: Readonly<Record<string, string>> = {
  workflowExecutionStarted: 'WF_STARTED',
  workflowExecutionCompleted: 'WF_COMPLETED',
  workflowExecutionFailed: 'WF_FAILED',
  workflowExecutionTimedOut: 'WF_TIMEOUT',
  workflowExecutionTerminated: 'WF_TERMINATED',
  workflowExecutionCanceled: 'WF_CANCELLED',
  workflowExecutionContinuedAsNew: 'WF_CONTINUED_AS_NEW',
  activityTaskCompleted: 'ACT_COMPLETED',
  activityTaskFailed: 'ACT_FAILED',
  activityTaskTimedOut: 'ACT_TIMEOUT',
  activityTaskCancelRequested: 'ACT_CANCEL_REQUESTED',
  activityTaskCanceled: 'ACT_CANCELLED',
  timerFired: 'TIMER_FIRED',
  timerCanceled: 'TIMER_CANCELLED',
  workflowExecutionSignaled: 'SIG_RECEIVED',
  signalExternalWorkflowExecutionInitiated: 'SIG_SENT',
  externalWorkflowExecutionSignaled: 'SIG_SENT_CONFIRMED',
  signalExternalWorkflowExecutionFailed: 'SIG_SENT_FAILED',
  childWorkflowExecutionStarted: 'CHILD_STARTED',
  childWorkflowExecutionCompleted: 'CHILD_COMPLETED',
  childWorkflowExecutionFailed: 'CHILD_FAILED',
  startChildWorkflowExecutionFailed: 'CHILD_FAILED',
  childWorkflowExecutionTimedOut: 'CHILD_TIMEOUT',
  childWorkflowExecutionCanceled: 'CHILD_CANCELLED',
  childWorkflowExecutionTerminated: 'CHILD_TERMINATED',
};

const fullTypes: Readonly<Record<string, string>> = {
  activityTaskScheduled: 'ACT_SCHEDULED',
  activityTaskStarted: 'ACT_STARTED',
  timerStarted: 'TIMER_STARTED',
  startChildWorkflowExecutionInitiated: 'CHILD_INITIATED',
  upsertWorkflowSearchAttributes: 'ATTR_UPSERT',
  workflowPropertiesModified: 'ATTR_UPSERT',
  markerRecorded: 'MARKER_RECORDED',
};

/** The type of an event of the history; a marker with a summary tells of a step within the workflow's own task. */
export function timelineType({ kind, summary, failure }: EngineEvent): string {
  if (kind === 'markerRecorded' && summary !== undefined)
    return failure === undefined ? 'ACT_COMPLETED' : 'ACT_FAILED';
  return summaryTypes[kind] ?? fullTypes[kind] ?? 'EVENT';
}

const ofSummary = new Set(Object.values(summaryTypes));

/** Whether an event of this type says what came of something, so that a summary shows it. */
export function isOfSummary(type: string): boolean {
  return ofSummary.has(type);
}

/** Whether an event of this type ends the activity that it goes on from. */
export function isActivityEnd(type: string): boolean {
  return ['ACT_COMPLETED', 'ACT_FAILED', 'ACT_TIMEOUT', 'ACT_CANCELLED'].includes(type);
}

/** Whether an event of this type is the last one of a workflow. */
export function isWorkflowEnd(type: string): boolean {
  return ['WF_COMPLETED', 'WF_FAILED', 'WF_TIMEOUT', 'WF_TERMINATED', 'WF_CANCELLED'].includes(type);
}
