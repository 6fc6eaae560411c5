import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { ToolError } from '../tools/tool-error';

type Arguments = Record<string, unknown>;

/**
 * Makes the check of a tool's arguments from its JSON Schema (2020-12, or draft 7 where it says so). Numbers and such
 * that a model wrote as text are taken as what they say. The check throws `ToolError` with every violation.
 * Throws what ajv throws for a schema that it cannot use.
 */
export function argumentsCheck(tool: string, schema: Record<string, unknown>): (args: unknown) => Arguments {
  const isDraft7 = typeof schema['$schema'] === 'string' && schema['$schema'].includes('draft-07');
  const compile = (coerceTypes: boolean): ValidateFunction => {
    const options = {
      strict: false,
      allErrors: true,
      addUsedSchema: false,
      coerceTypes,
      logger: false as const,
    };
    const ajv = isDraft7 ? new Ajv(options) : new Ajv2020(options);
    addFormats(ajv);
    return ajv.compile(schema);
  };
  const exact = compile(false);
  const coercing = compile(true);
  return (args) => {
    const given = objectOf(tool, args ?? {});
    if (exact(given)) return given;
    const copy = structuredClone(given);
    if (coercing(copy)) return copy;
    const sentences = (exact.errors ?? []).slice(0, 10).map(sentenceOf);
    throw new ToolError(`Invalid arguments for ${tool}: ${sentences.join('; ')}.`);
  };
}

/** The check where a schema cannot be used: that the arguments are an object, and no more. */
export function objectOf(tool: string, args: unknown): Arguments {
  if (typeof args === 'object' && args !== null && !Array.isArray(args)) return args as Arguments;
  throw new ToolError(`Invalid arguments for ${tool}: they must be an object.`);
}

function sentenceOf({ instancePath, message = 'is invalid', params }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.');
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  const detail = extra === undefined ? message : `${message}: ${extra.slice(0, 100)}`;
  return place === '' ? detail : `${place}: ${detail}`;
}
