export { createApp } from './app';
export type { ApiDeps, Engine } from './deps';
export { createTaskRouter } from './task-router';
