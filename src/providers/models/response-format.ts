import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';
import type { ModelRequest } from './port';

type JsonSchema = Readonly<Record<string, unknown>>;

/** What asks a provider for JSON in its own way, while the text still streams as it is written. The caller checks the answer. */
export function formatSettings({
  name,
  schema,
}: NonNullable<ModelRequest['responseFormat']>): Pick<
  LanguageModelV3CallOptions,
  'responseFormat' | 'providerOptions'
> {
  return {
    responseFormat: { type: 'json', ...(schema && { schema }), ...(name !== undefined && { name }) },
    ...(schema && { providerOptions: { openai: { strictJsonSchema: isStrictSchema(schema) } } }),
  };
}

/** Keywords that OpenAI's strict mode takes, by its documentation; a schema with any other is refused there. */
const strictKeywords = new Set([
  ...['type', 'enum', 'const', 'anyOf', '$ref', '$defs', 'definitions', '$schema', 'title', 'description'],
  ...['properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems', 'pattern'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
]);

/**
 * Whether OpenAI would take this schema in strict mode: the root an object, every object closed and all its
 * properties required, no keyword outside its list. A schema that would be refused is sent without strictness,
 * which guides the model less and refuses nothing.
 */
export function isStrictSchema(schema: JsonSchema): boolean {
  return schema['type'] === 'object' && schema['anyOf'] === undefined && isStrict(schema);
}

function isStrict(schema: unknown): boolean {
  if (!isRecord(schema)) return false;
  if (Object.keys(schema).some((keyword) => !strictKeywords.has(keyword))) return false;
  const says = ['type', 'enum', 'const', 'anyOf', '$ref'].some((keyword) => schema[keyword] !== undefined);
  return says && isClosed(schema) && children(schema).every(isStrict);
}

function isClosed({ type, properties, required, additionalProperties }: JsonSchema): boolean {
  const isObject = type === 'object' || (Array.isArray(type) && type.includes('object'));
  if (!isObject) return properties === undefined;
  const names = isRecord(properties) ? Object.keys(properties) : [];
  return (
    additionalProperties === false &&
    names.every((name) => Array.isArray(required) && required.includes(name))
  );
}

function children(schema: JsonSchema): unknown[] {
  const named = ['properties', '$defs', 'definitions'].flatMap((keyword) => {
    const value = schema[keyword];
    return isRecord(value) ? Object.values(value) : [];
  });
  const { items, anyOf } = schema;
  return [
    ...named,
    ...(items === undefined ? [] : [items]),
    ...(Array.isArray(anyOf) ? (anyOf as unknown[]) : []),
  ];
}

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
