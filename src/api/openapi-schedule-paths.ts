import { answer, body, error, header, inPath, operation, query, refused, type Json } from './openapi-parts';

const id = inPath('id', 'Schedule id');
const ofSchedule = { ...refused, '404': error('Schedule not found') };
const unavailable = { '503': error('Store or engine cannot be reached') };
const paging: Json[] = [
  query('page', 'From 1', { type: 'integer', minimum: 1 }),
  query('page_size', 'Length of the page', { type: 'integer', minimum: 1, maximum: 100 }),
];

/** The routes of schedules. */
export function schedulePaths(): Json {
  return {
    '/api/v1/schedules': {
      post: operation('createSchedule', 'Have a task submitted again and again', {
        parameters: [header('Idempotency-Key', 'Same key and body within 24 hours: the first answer again')],
        requestBody: body('CreateScheduleRequest', true),
        responses: {
          '201': answer('Made', 'ScheduleCreated'),
          ...refused,
          '400': error('The first violation, in a sentence'),
          '409': error('The key is in another use'),
          '429': error('The user has as many schedules as are allowed'),
          ...unavailable,
        },
      }),
      get: operation('listSchedules', 'List your schedules, newest first', {
        parameters: [...paging, query('status', 'ACTIVE or PAUSED; anything else: all')],
        responses: {
          '200': answer('A page of schedules', 'ScheduleList'),
          ...refused,
          '400': error('Bad parameter'),
          '500': error('Failed to list schedules'),
        },
      }),
    },
    '/api/v1/schedules/{id}': { parameters: [id], ...oneSchedule() },
    '/api/v1/schedules/{id}/pause': {
      parameters: [id],
      post: setPaused('pauseSchedule', 'Pause a schedule'),
    },
    '/api/v1/schedules/{id}/resume': {
      parameters: [id],
      post: setPaused('resumeSchedule', 'Let a paused schedule fire again'),
    },
    '/api/v1/schedules/{id}/runs': {
      parameters: [id],
      get: operation('listScheduleRuns', 'List the runs of a schedule, newest first', {
        parameters: paging,
        responses: {
          '200': answer('A page of runs', 'ScheduleRunList'),
          ...ofSchedule,
          '400': error('Bad parameter'),
          '500': error('Failed to list schedule runs'),
        },
      }),
    },
  };
}

function oneSchedule(): Json {
  return {
    get: operation('getSchedule', 'Read a schedule', {
      responses: { '200': answer('It', 'ScheduleView'), ...ofSchedule },
    }),
    put: operation('updateSchedule', 'Change a schedule; what is not given stays', {
      requestBody: body('UpdateScheduleRequest', false),
      responses: {
        '200': answer('Changed', 'ScheduleChanged'),
        ...ofSchedule,
        '400': error('The first violation, in a sentence'),
        '409': error('Another request changes it now'),
        ...unavailable,
      },
    }),
    delete: operation('deleteSchedule', 'Delete a schedule; its tasks stay', {
      responses: { '200': answer('Deleted', 'ScheduleChanged'), ...ofSchedule, ...unavailable },
    }),
  };
}

function setPaused(name: string, summary: string): Json {
  return operation(name, summary, {
    requestBody: body('ControlRequest', false),
    responses: {
      '200': answer('Done', 'ScheduleChanged'),
      ...ofSchedule,
      '400': error('Bad body'),
      '409': error('It is so already, or another request changes it now'),
      ...unavailable,
    },
  });
}
