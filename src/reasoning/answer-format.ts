import Ajv, { type Options, type ValidateFunction } from 'ajv';
import Ajv2019 from 'ajv/dist/2019';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ResponseFormat } from '../contract/settings';

type Schema = Readonly<Record<string, unknown>>;

const sentenceCharacters = 500;
/** Compiling takes a second for some 100,000 characters, at the edge too, where everybody else waits meanwhile. */
const schemaCharacters = 50_000;

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
  try {
    if (validate(answer)) return undefined;
  } catch (error) {
    // A schema may refer to itself without end; no answer follows such a one.
    return cut(`It could not be checked against the schema: ${messageOf(error)}.`);
  }
  return cut(`It does not follow the schema: ${(validate.errors ?? []).map(describe).join('; ')}.`);
}

/** Why a schema cannot be used to check answers, in a sentence; undefined when it can. */
export function schemaProblem(format: ResponseFormat): string | undefined {
  if (format.type === 'json_object') return undefined;
  const { schema } = format.json_schema;
  if (JSON.stringify(schema).length > schemaCharacters)
    return `response_format.json_schema.schema is too large (at most ${schemaCharacters} characters of JSON)`;
  try {
    compile(schema);
    return undefined;
  } catch (error) {
    return cut(`response_format.json_schema.schema cannot be used: ${messageOf(error)}`);
  }
}

/** What a model is told of the form, for providers that cannot promise it themselves. */
export function formatInstruction(format: ResponseFormat): string {
  if (format.type === 'json_object') return 'Answer with one JSON object and nothing else.';
  return `Answer with JSON and nothing else. It must follow this JSON schema: ${JSON.stringify(format.json_schema.schema)}`;
}

/** The dialects that can be checked, by their URI in any of its spellings. */
const dialects = [
  { uri: /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, Checker: Ajv2020 },
  { uri: /^https?:\/\/json-schema\.org\/draft\/2019-09\/schema#?$/, Checker: Ajv2019 },
  { uri: /^https?:\/\/json-schema\.org\/(draft-07\/)?schema#?$/, Checker: Ajv },
] as const;

const options: Options = { strict: false, allErrors: false, validateFormats: true, logger: false };

function compile({ $schema: dialect, ...schema }: Schema): ValidateFunction {
  // An asynchronous check would call every answer right, and reject where nobody listens.
  if (schema['$async'] !== undefined) throw new Error('$async is no keyword of JSON schema');
  if (dialect === undefined) return compileUndeclared(schema);
  const known = dialects.find(({ uri }) => typeof dialect === 'string' && uri.test(dialect));
  if (!known) throw new Error('its $schema is none of draft-07, 2019-09 and 2020-12');
  return compileWith(known.Checker, schema);
}

/** Today's dialect, which generators leave unsaid; else the older one, where a list of items meant a tuple. */
function compileUndeclared(schema: Schema): ValidateFunction {
  try {
    return compileWith(Ajv2020, schema);
  } catch (error) {
    try {
      return compileWith(Ajv, schema);
    } catch {
      throw error;
    }
  }
}

function compileWith(Checker: (typeof dialects)[number]['Checker'], schema: Schema): ValidateFunction {
  // A new instance each time: schemas of clients carry ids that must not meet in one registry.
  const ajv = new Checker(options);
  addFormats(ajv);
  return ajv.compile(schema);
}

function describe({
  instancePath,
  message = 'is wrong',
  params,
}: NonNullable<ValidateFunction['errors']>[number]): string {
  const { additionalProperty, allowedValues } = params as Record<string, unknown>;
  const which =
    typeof additionalProperty === 'string'
      ? ` (${additionalProperty})`
      : Array.isArray(allowedValues)
        ? ` (${JSON.stringify(allowedValues)})`
        : '';
  return `${instancePath || 'the answer'} ${message}${which}`;
}

function messageOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply or refers to itself without end';
  return error instanceof Error ? error.message : 'unknown reason';
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > sentenceCharacters
    ? `${characters.slice(0, sentenceCharacters - 1).join('')}…`
    : text;
}
