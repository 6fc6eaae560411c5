import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Answer, House } from './house';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Operation {
  readonly security?: readonly object[];
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
}

/** A route as the OpenAPI document tells it. */
export interface Route {
  /** `GET /api/v1/tasks/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly needsKey: boolean;
  readonly responses: Operation['responses'];
}

/** The OpenAPI document of a house: its routes, and whether an answer is one that it documents. */
export class ApiDocument {
  readonly routes: readonly Route[];
  private readonly schemas = new Ajv2020({ strict: false, allErrors: true });

  private constructor(document: Record<string, unknown>) {
    addFormats(this.schemas);
    this.schemas.addSchema(document, 'document');
    const paths = document['paths'] as Record<string, Record<string, Operation>>;
    this.routes = Object.entries(paths).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method];
        if (!operation) return [];
        const { security, responses } = operation;
        const needsKey = security?.length !== 0;
        return [
          {
            name: `${method.toUpperCase()} ${path}`,
            method: method.toUpperCase(),
            path,
            needsKey,
            responses,
          },
        ];
      }),
    );
  }

  static async of(house: House): Promise<ApiDocument> {
    return new ApiDocument((await house.call('GET', '/openapi.json', { key: null })).body);
  }

  /** What an answer has that the document does not tell; empty where it is documented. */
  faultsOf({ responses }: Route, { status, headers, text, body }: Answer): string[] {
    const documented = responses[String(status)];
    if (!documented) return [`${status} is not documented: ${text.slice(0, 200)}`];
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const { content = {} } = documented;
    const { schema } = content[type] ?? {};
    if (!schema) return text === '' && Object.keys(content).length === 0 ? [] : [`${type} is not documented`];
    if (type !== 'application/json') return [];
    const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object;
    const check = this.schemas.compile(local);
    if (check(body)) return [];
    return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
  }
}
