import { limits } from '../contract/limits';
import {
  answer,
  body,
  error,
  eventStream,
  idSchema,
  inPath,
  operation,
  paging,
  query,
  refused,
  streaming,
  type Json,
} from './openapi-parts';

const session = inPath('id', 'Session id, as the client sent it', idSchema);
const ofSession = {
  ...refused,
  '400': error('Bad session id or parameter'),
  '404': error('Session not found: never there, deleted, or another tenant’s'),
};
const readable = { ...ofSession, '500': error('Failed to retrieve session') };

/** The routes of sessions, their files left aside. */
export function sessionPaths(): Json {
  return {
    '/api/v1/sessions': {
      get: operation('listSessions', 'List sessions, newest first', {
        parameters: paging(100),
        responses: {
          '200': answer('A page of sessions', 'SessionList'),
          ...refused,
          '400': error('Invalid offset parameter'),
          '500': error('Failed to retrieve sessions'),
        },
      }),
    },
    '/api/v1/sessions/{id}': { parameters: [session], ...oneSession() },
    '/api/v1/sessions/{id}/history': {
      parameters: [session],
      get: operation('readSessionHistory', 'Read the tasks of a session, oldest first', {
        parameters: paging(limits.historyPage),
        responses: { '200': answer('Its tasks', 'SessionHistory'), ...readable },
      }),
    },
    '/api/v1/sessions/{id}/stream': {
      parameters: [session],
      get: operation('streamSession', 'Follow all tasks of a session, until the client leaves', {
        parameters: streaming,
        responses: { '200': eventStream, ...ofSession },
      }),
    },
    '/api/v1/sessions/{id}/events': {
      parameters: [session],
      get: operation('listSessionEvents', 'Read the turns of a session with their events, oldest first', {
        parameters: [
          ...paging(100),
          query('include_payload', 'Whether events carry their payload', { type: 'boolean', default: true }),
        ],
        responses: {
          '200': answer('A page of turns', 'SessionEvents'),
          ...readable,
          '413': error('The page has too many events'),
        },
      }),
    },
  };
}

function oneSession(): Json {
  return {
    get: operation('getSession', 'Read a session', {
      responses: { '200': answer('The session', 'Session'), ...readable },
    }),
    patch: operation('nameSession', 'Give a session its title', {
      requestBody: body('SessionTitleRequest', true),
      responses: { '200': answer('The title as it is kept', 'SessionTitle'), ...ofSession },
    }),
    delete: operation('deleteSession', 'Delete a session with all that belongs to it', {
      description:
        'Its tasks, their events, pages and texts, and its files are removed; tasks that still run are cancelled and removed after their end. What the engine holds of its workflows (queries and settings among it) goes at the end of the engine’s retention; what was sent to providers of models is theirs to delete. Safe to repeat.',
      responses: { '204': { description: 'Deleted' }, ...ofSession },
    }),
  };
}
