import {
  answer,
  body,
  error,
  header,
  idSchema,
  inPath,
  operation,
  query,
  ref,
  refused,
  type Json,
} from './openapi-parts';

const toolErrors = {
  ...refused,
  '403': error('Tool not available via direct execution'),
  '404': error("Tool 'X' not found"),
};

/** The routes under `/api/v1/tools`. */
export function toolPaths(): Json {
  const list = { type: 'array', items: ref('ToolListItem') };
  const name = inPath('name', 'Name of the tool');
  return {
    '/api/v1/tools': {
      get: operation('listTools', 'List the tools that may be executed', {
        parameters: [query('category', 'Only of this kind')],
        responses: {
          '200': { description: 'The tools, by name', content: { 'application/json': { schema: list } } },
          ...refused,
          '400': error('Bad parameter'),
        },
      }),
    },
    '/api/v1/tools/{name}': {
      parameters: [name],
      get: operation('getTool', 'Describe a tool', {
        responses: { '200': answer('The tool', 'ToolDescription'), ...toolErrors },
      }),
    },
    '/api/v1/tools/{name}/execute': {
      parameters: [name],
      post: operation('executeTool', 'Execute a tool; it ends when the client leaves', {
        parameters: [header('Idempotency-Key', 'Same key and body: what the tool changes is changed once')],
        requestBody: body('ExecuteRequest', true),
        responses: {
          '200': answer('What came of it: also a tool that failed', 'ExecuteAnswer'),
          ...toolErrors,
          '402': error('A budget has no room for it'),
          '400': error('The first violation, in a sentence'),
        },
      }),
    },
  };
}

/** The routes of a session's files. */
export function sessionFilePaths(): Json {
  const session = inPath('id', 'Session id', idSchema);
  return {
    '/api/v1/sessions/{id}/files': {
      parameters: [session],
      get: operation('listSessionFiles', 'List a folder of a session’s files', {
        parameters: [query('path', 'The folder; the topmost if left out')],
        responses: {
          '200': answer('What lies in it; nothing where it is not there', 'SessionFileList'),
          ...refused,
          '400': error('Bad session id or path'),
          '404': error('session not found'),
        },
      }),
    },
    '/api/v1/sessions/{id}/files/{path}': {
      parameters: [session, inPath('path', 'The file; its slashes stand as they are')],
      get: operation('readSessionFile', 'Read a file of a session', {
        responses: {
          '200': answer('The file', 'SessionFileContent'),
          ...refused,
          '400': error('Bad session id or path, or path is a directory'),
          '404': error('session not found, or file not found'),
        },
      }),
    },
  };
}
