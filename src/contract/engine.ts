import type { TaskInput } from './workflow';

/** Name of the queue between the engine and the workers. */
export const taskQueue = 'holdfast';

/** Workflow types by what they carry out, as the engine and recorded histories know them. */
export const workflowTypes = {
  EXECUTION_MODE_SIMPLE: 'simpleTask',
  EXECUTION_MODE_STANDARD: 'standardTask',
  EXECUTION_MODE_COMPLEX: 'complexTask',
  /** Its mode is COMPLEX too; its settings say that it is research. */
  research: 'researchTask',
} as const;

/** The workflow that delivers what a webhook is told. */
export const webhookWorkflow = 'webhookDelivery';

/** Where the deliveries of workflows of a task queue are made. */
export function deliveryQueueOf(queue: string): string {
  return `${queue}-webhooks`;
}

/** The workflow that carries a task out. */
export function workflowTypeOf({ mode, settings }: Pick<TaskInput, 'mode' | 'settings'>): string {
  return settings.research ? workflowTypes.research : workflowTypes[mode];
}

/** Search attributes of a task's workflow, all keywords. */
export const searchAttributeNames = {
  tenant: 'HoldfastTenant',
  session: 'HoldfastSession',
  mode: 'HoldfastMode',
  status: 'HoldfastStatus',
} as const;

/** The workflow that a schedule starts: it submits a task and is over. */
export const scheduledRunType = 'scheduledRun';

/** Signals that a task's workflow takes. */
export const signalNames = { pause: 'pause', resume: 'resume', message: 'message', place: 'place' } as const;

/** Updates that a task's workflow takes. */
export const updateNames = { decide: 'decide', review: 'review' } as const;

/** Queries that it answers. */
export const queryNames = { review: 'review' } as const;
