import { answer, error, operation, paging, query, refused, taskId, type Json } from './openapi-parts';

const ofTask = { ...refused, '400': error('Bad task id or parameter'), '404': error('Task not found') };
const flag: Json = { type: 'boolean', default: false };

/** The routes by which tasks are followed, event streams aside. */
export function followingPaths(): Json {
  return {
    '/api/v1/tasks/{id}/timeline': {
      parameters: [taskId],
      get: operation('getTaskTimeline', 'Read what happened to a task, step by step, from its history', {
        parameters: [
          query('mode', 'What came of each step, or every event', {
            type: 'string',
            enum: ['summary', 'full'],
            default: 'summary',
          }),
          query('run_id', 'A run of the workflow; the last one if left out', {
            type: 'string',
            format: 'uuid',
          }),
          query('include_payloads', 'With what was given and what came of it', flag),
          query('persist', 'Keep it for the time when the engine has forgotten the history', flag),
        ],
        responses: {
          '200': answer('The timeline', 'Timeline'),
          '202': answer('With persist: it was kept', 'TimelineKept'),
          ...ofTask,
          '503': error('The engine cannot be reached'),
        },
      }),
    },
    '/api/v1/tasks/{id}/webhooks': {
      parameters: [taskId],
      get: operation('getTaskWebhooks', 'Read whom a task tells, and how that went', {
        parameters: paging(100),
        responses: { '200': answer('The log of deliveries', 'WebhookLog'), ...ofTask },
      }),
    },
  };
}
