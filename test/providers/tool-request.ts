import type { ModelRequest, ModelTool } from '../../src/providers/models/port';

/** A tool whose parameters are nested, as tools of MCP servers are. */
export const searchTool = {
  name: 'paper_search',
  description: 'Finds papers.',
  parameters: {
    type: 'object',
    properties: {
      query: { type: 'string', minLength: 1, description: 'what to look for' },
      filters: {
        type: 'object',
        properties: {
          site: { type: ['string', 'null'] },
          kind: { type: 'string', enum: ['article', 'book'] },
          years: { type: 'array', items: { type: 'integer', minimum: 1990 } },
        },
        required: ['kind'],
        additionalProperties: false,
      },
    },
    required: ['query'],
    additionalProperties: false,
  },
} as const satisfies ModelTool;

/** A tool that takes nothing. */
export const clockTool = {
  name: 'current_time',
  description: 'Tells the time.',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
} as const satisfies ModelTool;

/** The first turn of an agent. */
export const firstTurn: ModelRequest = {
  messages: [{ role: 'user', content: 'What is new on tides?' }],
  tools: [searchTool, clockTool],
};

const query = { query: 'tides', filters: { kind: 'article', years: [2024, 2025] } };

/** Its last: two tools were called at once, one of them with arguments that are no object; now it must answer. */
export const lastTurn: ModelRequest = {
  system: 'You are an agent.',
  messages: [
    { role: 'user', content: 'What is new on tides?' },
    {
      role: 'assistant',
      content: 'I look.',
      toolCalls: [
        { id: 'call_a', name: 'paper_search', args: query },
        { id: 'call_b', name: 'current_time', args: {} },
      ],
    },
    {
      role: 'tool',
      content: '',
      results: [
        { id: 'call_a', name: 'paper_search', text: 'Two papers.' },
        { id: 'call_b', name: 'current_time', text: '2026-11-25T12:00:00Z' },
      ],
    },
    {
      role: 'assistant',
      content: '',
      toolCalls: [{ id: 'functions.paper search:2', name: 'paper search', args: '{"query": tid' }],
    },
    {
      role: 'tool',
      content: '',
      results: [
        { id: 'functions.paper search:2', name: 'paper search', text: 'The tool failed: no such tool.' },
      ],
    },
    { role: 'user', content: 'You have no turns left. Answer now, without tools.' },
  ],
  tools: [searchTool, clockTool],
  toolChoice: 'none',
};

/** The arguments of the first call in `lastTurn`. */
export const searchArguments = query;
/** Arguments that are no object, as the vendors take them. */
export const oddArguments = { unreadable: '{"query": tid' };
