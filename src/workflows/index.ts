export { complexTask } from './complex';
export { researchTask } from './research';
export { simpleTask } from './simple';
export { standardTask } from './standard';
