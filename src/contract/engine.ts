/** Name of the queue between the engine and the workers. */
export const taskQueue = 'holdfast';

/** Workflow types by mode, as the engine and recorded histories know them. */
export const workflowTypes = {
  EXECUTION_MODE_SIMPLE: 'simpleTask',
  EXECUTION_MODE_STANDARD: 'standardTask',
  EXECUTION_MODE_COMPLEX: 'complexTask',
} as const;

/** Search attributes of a task's workflow, all keywords. */
export const searchAttributeNames = {
  tenant: 'HoldfastTenant',
  session: 'HoldfastSession',
  mode: 'HoldfastMode',
  status: 'HoldfastStatus',
} as const;
