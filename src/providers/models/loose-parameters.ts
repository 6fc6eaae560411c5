import type { ModelTool } from './port';

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The same tool with parameters that every vendor's client can put into words: without fixed values and references.
 * It guides the model less; whoever runs the tool checks its arguments by the whole schema.
 */
export function withLooseParameters(tool: ModelTool): ModelTool {
  return { ...tool, parameters: loose(tool.parameters) as JsonSchema };
}

const tooExact = new Set(['enum', 'const', '$ref', '$defs', 'definitions']);
const typed = ['type', 'anyOf', 'oneOf', 'allOf', 'properties'];

function loose(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(loose);
  if (!isSchema(schema)) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !tooExact.has(keyword));
  return {
    // Of what is left of a fixed value or a reference a vendor still wants to know the type.
    ...(!typed.some((keyword) => keyword in schema) && { type: 'string' }),
    ...Object.fromEntries(
      kept.map(([keyword, value]) => [keyword, keyword === 'properties' ? eachLoose(value) : loose(value)]),
    ),
  };
}

/** The names in here are the tool's own, whatever keyword they may look like. */
function eachLoose(properties: unknown): unknown {
  if (!isSchema(properties)) return properties;
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, loose(value)]));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
