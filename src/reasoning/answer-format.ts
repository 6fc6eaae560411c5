import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { ResponseFormat } from '../contract/settings';

/**
 * Why an answer does not have the form that was asked for, in a sentence that a model can act on; undefined when
 * it has. Throws when the schema itself cannot be compiled: the edge refuses such a one (`schemaProblem`).
 */
export function answerProblem(text: string, format: ResponseFormat): string | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return 'It is not valid JSON; answer with JSON alone, without any text or code fence around it.';
  }
  if (format.type === 'json_object') {
    const isObject = typeof answer === 'object' && answer !== null && !Array.isArray(answer);
    return isObject ? undefined : 'It is JSON, but not an object.';
  }
  const validate = compile(format.json_schema.schema);
  if (validate(answer)) return undefined;
  const problems = (validate.errors ?? []).slice(0, 5);
  return `It does not follow the schema: ${problems.map((e) => `${e.instancePath || 'the answer'} ${e.message ?? 'is wrong'}`).join('; ')}.`;
}

/** Why a schema cannot be used to check answers, in a sentence; undefined when it can. */
export function schemaProblem(format: ResponseFormat): string | undefined {
  if (format.type === 'json_object') return undefined;
  try {
    compile(format.json_schema.schema);
    return undefined;
  } catch (error) {
    return `response_format.json_schema.schema cannot be used: ${error instanceof Error ? error.message : 'unknown reason'}`;
  }
}

/** What a model is told of the form, for providers that cannot promise it themselves. */
export function formatInstruction(format: ResponseFormat): string {
  if (format.type === 'json_object') return 'Answer with one JSON object and nothing else.';
  return `Answer with JSON and nothing else. It must follow this JSON schema: ${JSON.stringify(format.json_schema.schema)}`;
}

function compile(schema: Record<string, unknown>): ValidateFunction {
  // A new instance each time: schemas of clients carry ids that must not meet in one registry.
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
  addFormats(ajv);
  return ajv.compile(schema);
}
