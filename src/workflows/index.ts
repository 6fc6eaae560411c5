export { simpleTask } from './simple';
