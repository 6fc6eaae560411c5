import { answer, error, inPath, operation, query, refused, taskId, type Json } from './openapi-parts';

/** The routes of the pages that a research task has read. */
export function pagePaths(): Json {
  const errors = { ...refused, '400': error('Bad task id or place'), '404': error('Task or page not found') };
  return {
    '/api/v1/tasks/{id}/pages': {
      parameters: [taskId],
      get: operation('listPages', 'List the pages that a research task has read', {
        responses: { '200': answer('The pages, as they came', 'ResearchPageList'), ...errors },
      }),
    },
    '/api/v1/tasks/{id}/pages/{hash}': {
      parameters: [taskId, inPath('hash', 'SHA-256 of the text of the page')],
      get: operation('readPage', 'Read a page as the task has read it, or the part where a quote stands', {
        parameters: [
          query('start', 'First UTF-16 code unit of the part'),
          query('end', 'The one behind its last'),
        ],
        responses: { '200': answer('The page with its text', 'ResearchPageText'), ...errors },
      }),
    },
  };
}
