import { Validator } from '@seriousme/openapi-schema-validator';

/** Reads an OpenAPI document on stdin and prints what a public validator says of it: it is an ES module, which jest cannot load. */
let text = '';
for await (const chunk of process.stdin) text += chunk;
const { valid, errors } = await new Validator().validate(JSON.parse(text));
process.stdout.write(JSON.stringify({ valid, errors: errors ?? [] }));
