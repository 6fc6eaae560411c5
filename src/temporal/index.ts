export { clientOn, connectEngine, engineSettings, type EngineAddress, type EngineSettings } from './connect';
export type { EngineEnd, EngineView } from './description';
export type { EngineHistory } from './history';
export type { EngineEvent } from './history-event';
export { setRetention } from './namespace';
export { Gateway, type GatewayOptions, type UpdateOutcome } from './gateway';
export { ScheduleRefused, type EngineSchedule, type ScheduleChange } from './schedules';
