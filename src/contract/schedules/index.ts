export {
  OverlapPolicy,
  ScheduledRunOrder,
  ScheduleDefinition,
  type RunOutcome,
  type ScheduleBounds,
  type ScheduleActivities,
  type SubmitRunInput,
} from './order';
export { CreateScheduleRequest, readNewSchedule, readScheduleChange, UpdateScheduleRequest } from './request';
export { submissionOf, timeoutSecondsOf } from './submission';
export {
  ScheduleChanged,
  ScheduleCreated,
  ScheduleList,
  ScheduleRun,
  ScheduleRunList,
  ScheduleStatus,
  ScheduleView,
} from './view';
