export { createApp } from './app';
export type { ApiDeps, Engine, TaskDeps } from './deps';
export { createTaskRouter } from './task-router';
export { createSubmitTask } from './submit';
export { Upgrades } from './upgrades';
