import {
  answer,
  body,
  error,
  eventStream,
  header,
  idSchema,
  operation,
  paging,
  query,
  refused,
  streaming,
  taskId,
  type Json,
} from './openapi-parts';

const ofTask = { ...refused, '400': error('Invalid task ID format'), '404': error('Task not found') };

/** The routes under `/api/v1`: answers, errors and parameters by reference to the schemas. */
export function taskPaths(): Json {
  return { ...submitAndList(), ...oneTask(), ...streams() };
}

function submitAndList(): Json {
  const idempotency = header('Idempotency-Key', 'Same key and body within 24 hours: the first answer again');
  const submitErrors = {
    ...refused,
    '400': error('The first violation, in a sentence'),
    '402': error('A budget has no room for it'),
    '409': error('The key is in another use'),
    '503': error('The engine cannot be reached'),
  };
  return {
    '/api/v1/tasks': {
      post: operation('submitTask', 'Submit a task', {
        parameters: [idempotency],
        requestBody: body('SubmitRequest', true),
        responses: { '200': answer('Accepted', 'SubmitAnswer'), ...submitErrors },
      }),
      get: operation('listTasks', 'List tasks, newest first', {
        parameters: [
          ...paging(100),
          query('session_id', 'Only of this session'),
          query('status', 'Only in this state'),
        ],
        responses: {
          '200': answer('A page of tasks', 'TaskList'),
          ...refused,
          '400': error('Bad parameter'),
        },
      }),
    },
    '/api/v1/tasks/stream': {
      post: operation('submitTaskToStream', 'Submit a task that will be watched', {
        parameters: [idempotency],
        requestBody: body('SubmitRequest', true),
        responses: { '201': answer('Accepted', 'SubmitStreamAnswer'), ...submitErrors },
      }),
    },
  };
}

function oneTask(): Json {
  return {
    '/api/v1/tasks/{id}': {
      parameters: [taskId],
      get: operation('getTask', 'Read the status of a task', {
        responses: {
          '200': answer('Its status', 'TaskView'),
          ...ofTask,
          '500': error('Failed to get task status: database error'),
        },
      }),
      delete: operation('deleteTask', 'Delete an ended task with all that belongs to it', {
        responses: { '204': { description: 'Deleted' }, ...ofTask, '409': error('The task still runs') },
      }),
    },
    '/api/v1/tasks/{id}/events': {
      parameters: [taskId],
      get: operation('listTaskEvents', 'List the events of a task, in order', {
        parameters: paging(200),
        responses: { '200': answer('A page of events', 'TaskEventList'), ...ofTask },
      }),
    },
    '/api/v1/tasks/{id}/cancel': {
      parameters: [taskId],
      post: operation('cancelTask', 'Cancel a task', {
        requestBody: body('ControlRequest', false),
        responses: { '202': answer('Taken', 'CancelAnswer'), ...ofTask, '409': error('The task has ended') },
      }),
    },
  };
}

function streams(): Json {
  return {
    '/api/v1/tasks/{id}/stream': {
      parameters: [taskId],
      get: operation('streamTask', 'Follow a task until its end', {
        security: streamSecurity,
        parameters: streaming,
        responses: { '200': eventStream, ...ofTask },
      }),
    },
    '/api/v1/stream/sse': {
      get: operation('streamEvents', 'Follow a task until its end, or a session', {
        security: streamSecurity,
        parameters: [
          query('workflow_id', 'Task id', idSchema),
          query('session_id', 'In its place: all tasks of this session, until the client leaves', idSchema),
          ...streaming,
        ],
        responses: { '200': eventStream, ...ofTask },
      }),
    },
    '/api/v1/stream/ws': {
      get: operation('socketEvents', 'Follow a task until its end over a WebSocket', {
        security: streamSecurity,
        parameters: [{ ...query('workflow_id', 'Task id', idSchema), required: true }, ...streaming],
        responses: socketAnswers,
      }),
    },
  };
}

/** How a WebSocket of events is asked for. */
const socketAnswers: Json = {
  '101': { description: 'A WebSocket: a text frame of JSON for each event, closed after the last one' },
  ...ofTask,
};

const streamSecurity = [{ apiKey: [] }, { bearer: [] }, { queryKey: [] }];

/** The routes that need no key. */
export function openPaths(): Json {
  const state = { description: 'State', content: { 'application/json': { schema: { type: 'object' } } } };
  return {
    '/health': {
      get: operation('health', 'Whether this process answers', { security: [], responses: { '200': state } }),
    },
    '/readiness': {
      get: operation('readiness', 'Whether store and engine answer too', {
        security: [],
        responses: { '200': state, '503': state },
      }),
    },
    '/metrics': {
      get: operation('metrics', 'Prometheus metrics', {
        security: [],
        responses: {
          '200': { description: 'Metrics', content: { 'text/plain': { schema: { type: 'string' } } } },
        },
      }),
    },
    '/openapi.json': {
      get: operation('openApi', 'This document', { security: [], responses: { '200': state } }),
    },
  };
}
