import type { NewTask } from '../../src/store';

/** A submission whose API process died before the engine had confirmed its start: a row, and no workflow. */
export function lostSubmission(taskId: string, key: string, bodyHash: string): NewTask {
  return {
    taskId,
    tenant: 'acme',
    owner: 'acme',
    keyId: 'key_lost',
    sessionId: 's',
    query: 'lost',
    context: {},
    settings: { timeoutSeconds: 60, historyMessages: 50, conversation: [] },
    mode: 'EXECUTION_MODE_SIMPLE',
    firstEvent: { key: 'submit', type: 'DATA_PROCESSING' },
    idempotency: { path: '/api/v1/tasks', key, bodyHash },
  };
}
