export { chooseMode, type Route, type RouteInput } from './choose-mode';
export { choosePattern, type PatternChoice } from './choose-pattern';
export { needsPlan, type PlanNeed } from './needs-plan';
