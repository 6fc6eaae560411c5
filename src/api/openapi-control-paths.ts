import { answer, body, error, header, operation, paging, refused, taskId, type Json } from './openapi-parts';

const ofTask = { ...refused, '400': error('Invalid request'), '404': error('Task not found') };
const noWorker = { '503': error('No worker answers in time') };

/** The routes by which people steer tasks. */
export function controlPaths(): Json {
  return { ...pausing(), ...reviewing(), ...speaking(), ...approving() };
}

function pausing(): Json {
  const set = (id: string, summary: string, conflict: string): Json => ({
    parameters: [taskId],
    post: operation(id, summary, {
      requestBody: body('ControlRequest', false),
      responses: { '202': answer('Taken', 'PauseAnswer'), ...ofTask, '409': error(conflict) },
    }),
  });
  return {
    '/api/v1/tasks/{id}/pause': set(
      'pauseTask',
      'Pause a task: calls in flight end, nothing new begins',
      'The task is paused already, is being cancelled, or has ended',
    ),
    '/api/v1/tasks/{id}/resume': set(
      'resumeTask',
      'Let a paused task go on',
      'The task is not paused, is being cancelled, or has ended',
    ),
    '/api/v1/tasks/{id}/control-state': {
      parameters: [taskId],
      get: operation('getControlState', 'Read who has paused or cancelled a task, and why', {
        responses: { '200': answer('Its state', 'ControlState'), ...ofTask },
      }),
    },
  };
}

function reviewing(): Json {
  return {
    '/api/v1/tasks/{id}/review': {
      parameters: [taskId],
      get: operation('getReview', 'Read the plan of a task that is under review', {
        responses: { '200': answer('The review', 'ReviewState'), ...ofTask, ...noWorker },
      }),
      post: operation('answerReview', 'Have a plan changed, approve it or reject it', {
        parameters: [header('If-Match', 'Version that was seen, quoted or not')],
        requestBody: body('ReviewRequest', true),
        responses: {
          '200': answer('The review as it then stands', 'ReviewAnswer'),
          ...ofTask,
          '409': error('Another version, another reviewer, or the review is over'),
          '502': error('Failed to generate updated plan'),
          ...noWorker,
        },
      }),
    },
  };
}

function speaking(): Json {
  const send = (id: string): Json => ({
    parameters: [taskId],
    post: operation(id, 'Say something to a running task', {
      requestBody: body('MessageRequest', true),
      responses: {
        '200': answer('Sent', 'MessageAnswer'),
        ...ofTask,
        '409': error('The task has ended, or makes no further call'),
      },
    }),
  });
  return {
    '/api/v1/tasks/{id}/message': send('sendMessage'),
    '/api/v1/swarm/{id}/message': send('sendSwarmMessage'),
  };
}

function approving(): Json {
  return {
    '/api/v1/approvals': {
      get: operation('listApprovals', 'List the approvals that wait, oldest first', {
        parameters: paging(200),
        responses: {
          '200': answer('A page of approvals', 'ApprovalList'),
          ...refused,
          '400': error('Bad parameter'),
        },
      }),
    },
    '/api/v1/approvals/decision': {
      post: operation('decideApproval', 'Approve or deny', {
        requestBody: body('ApprovalDecisionRequest', true),
        responses: {
          '200': answer('Taken', 'ApprovalDecisionAnswer'),
          ...refused,
          '400': error('The first violation, in a sentence'),
          '404': error('Workflow or approval not found'),
          '409': error('Decided already, or the task has ended'),
          ...noWorker,
        },
      }),
    },
  };
}
