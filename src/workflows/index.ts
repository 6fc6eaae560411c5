export { complexTask } from './complex';
export { researchTask } from './research';
export { scheduledRun } from './scheduled-run';
export { simpleTask } from './simple';
export { standardTask } from './standard';
export { webhookDelivery } from './webhook-delivery';
