export { complexTask } from './complex';
export { simpleTask } from './simple';
export { standardTask } from './standard';
