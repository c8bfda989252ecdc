import { toJsonSchema } from '@valibot/to-json-schema';
import { PROBLEM_BASE } from './problem.ts';
import type { Route } from './route.ts';
import { isScope, SCOPES } from './scopes.ts';

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', pattern: `^${PROBLEM_BASE.replaceAll('.', '\\.')}[a-z-]+$` },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
  },
};

/** Describes a route table as an OpenAPI 3.1 document. */
export function openApiOf(routes: readonly Route[]): object {
  const paths: Record<string, object> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  const bearer = { type: 'http', scheme: 'bearer' };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Arc Elements token broker',
      version: '1',
      description: 'Paths mirror the platform; bodies are the platform’s, narrowed to the user of the session.',
    },
    paths,
    components: {
      securitySchemes: {
        session: { ...bearer, bearerFormat: 'JWT', description: 'A session token from POST /sessions.' },
        brokerKey: { ...bearer, description: 'A key of a partner server. Never in a browser.' },
      },
      schemas: { Scope: { type: 'string', enum: SCOPES }, Problem: PROBLEM },
      responses: {
        Problem: {
          description: 'A problem; switch on `type`.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operationOf(route: Route): object {
  const { access, bodySchema, params, query, status = 200, summary, type = 'application/json' } = route;
  return {
    summary,
    parameters: [...parametersOf('path', params), ...parametersOf('query', query)],
    ...(bodySchema && {
      requestBody: {
        required: bodySchema.type !== 'optional',
        // Valibot's `check` has no counterpart in JSON Schema, so the document allows slightly
        // more.
        content: { 'application/json': { schema: toJsonSchema(bodySchema, { errorMode: 'ignore' }) } },
      },
    }),
    ...(isScope(access) && { security: [{ session: [] }], 'x-scope': access }),
    ...(access === 'partner' && { security: [{ brokerKey: [] }] }),
    responses: {
      [status]: { description: 'Done.', ...(status === 204 ? {} : { content: { [type]: {} } }) },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function parametersOf(place: 'path' | 'query', grammars: Readonly<Record<string, RegExp>> = {}): readonly object[] {
  return Object.entries(grammars).map(([name, grammar]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: { type: 'string', pattern: grammar.source },
  }));
}
