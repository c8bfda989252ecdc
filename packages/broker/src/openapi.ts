import type * as v from 'valibot';
import { LEGACY_ID, METER_ID, SESSION_ID, USER } from './ids.ts';
import { PROBLEM_BASE } from './problem.ts';
import type { Route } from './route.ts';
import { SCOPES } from './scopes.ts';

type Json = Record<string, unknown>;

/** Answers that differ from 200 with JSON. */
const SUCCESS: Readonly<Record<string, { readonly status: string; readonly type?: string }>> = {
  'POST /sessions': { status: '201', type: 'application/json' },
  'POST /plug/credentials': { status: '201', type: 'application/json' },
  'DELETE /sessions/:session_id': { status: '204' },
  'DELETE /users/:user/sessions': { status: '204' },
  'POST /webhooks/arc': { status: '204' },
  'POST /webhooks/plug/:secret': { status: '204' },
  'GET /events': { status: '200', type: 'text/event-stream' },
};

const NAMES = new Map<RegExp, string>([
  [USER, 'User'],
  [LEGACY_ID, 'LegacyId'],
  [METER_ID, 'MeterId'],
  [SESSION_ID, 'SessionId'],
]);

/** The OpenAPI 3.1 document of a route table: what runs and what is described cannot differ. */
export function openApiOf(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  const grammars = [...NAMES].map(([grammar, name]) => [name, { type: 'string', pattern: grammar.source }]);
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
        session: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A session token from POST /sessions.',
        },
        brokerKey: { type: 'http', scheme: 'bearer', description: 'A key of a partner server. Never in a browser.' },
      },
      schemas: {
        ...Object.fromEntries(grammars),
        Scope: { type: 'string', enum: [...SCOPES] },
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status'],
          properties: {
            type: { type: 'string', pattern: `^${PROBLEM_BASE.replaceAll('.', '\\.')}[a-z-]+$` },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            instance: { type: 'string' },
          },
        },
      },
      responses: {
        Problem: {
          description: 'A problem; switch on `type`.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operationOf(route: Route): Json {
  const success = SUCCESS[`${route.method} ${route.path}`] ?? { status: '200', type: 'application/json' };
  const parameters = [
    ...Object.entries(route.params ?? {}).map(([name, grammar]) => ({
      name,
      in: 'path',
      required: true,
      schema: grammarSchema(grammar),
    })),
    ...Object.entries(route.query ?? {}).map(([name, grammar]) => ({
      name,
      in: 'query',
      schema: grammarSchema(grammar),
    })),
  ];
  return {
    summary: route.summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.bodySchema === undefined
      ? {}
      : {
          requestBody: {
            required: route.bodySchema.type !== 'optional',
            content: { 'application/json': { schema: schemaOf(route.bodySchema) } },
          },
        }),
    ...(route.access === 'session' ? { security: [{ session: [] }], 'x-scope': route.scope } : {}),
    ...(route.access === 'partner' ? { security: [{ brokerKey: [] }] } : {}),
    responses: {
      [success.status]: {
        description: 'Done.',
        ...(success.type === undefined ? {} : { content: { [success.type]: {} } }),
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function grammarSchema(grammar: RegExp): Json {
  const name = NAMES.get(grammar);
  return name === undefined ? { type: 'string', pattern: grammar.source } : { $ref: `#/components/schemas/${name}` };
}

interface Described {
  readonly type: string;
  readonly wrapped?: Described;
  readonly item?: Described;
  readonly value?: Described;
  readonly entries?: Readonly<Record<string, Described>>;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly requirement?: unknown;
  readonly pipe?: readonly Described[];
}

/** JSON Schema of the few kinds of schema that bodies here are made of. @throws {TypeError} For any other kind. */
function schemaOf(schema: v.GenericSchema): Json {
  return describe(schema as unknown as Described);
}

const NUMBERS: Readonly<Record<string, string>> = {
  min_value: 'minimum',
  max_value: 'maximum',
  min_length: 'minLength',
  max_length: 'maxLength',
  max_entries: 'maxProperties',
};

function describe(schema: Described): Json {
  const base = bare(schema);
  for (const rule of schema.pipe?.slice(1) ?? []) {
    const list = base.type === 'array';
    const key = NUMBERS[rule.type];
    if (rule.type === 'regex') base.pattern = (rule.requirement as RegExp).source;
    else if (rule.type === 'integer') base.type = 'integer';
    else if (key !== undefined) base[list ? key.replace('Length', 'Items') : key] = rule.requirement;
    // A `check` has no counterpart in JSON Schema; it only refuses more.
  }
  return base;
}

function bare(schema: Described): Json {
  switch (schema.type) {
    case 'optional':
      return schema.wrapped === undefined ? {} : describe(schema.wrapped);
    case 'string':
    case 'number':
      return { type: schema.type };
    case 'literal':
      return { const: schema.literal };
    case 'picklist':
      return { type: 'string', enum: [...(schema.options ?? [])] };
    case 'array':
      return { type: 'array', items: schema.item === undefined ? {} : describe(schema.item) };
    case 'record':
      return { type: 'object', additionalProperties: schema.value === undefined ? true : describe(schema.value) };
    case 'union':
      return { anyOf: (schema.options ?? []).map((option) => describe(option as Described)) };
    case 'strict_object': {
      const entries = Object.entries(schema.entries ?? {});
      const required = entries.filter(([, entry]) => entry.type !== 'optional').map(([name]) => name);
      return {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(entries.map(([name, entry]) => [name, describe(entry)])),
        ...(required.length === 0 ? {} : { required }),
      };
    }
    default:
      throw new TypeError(`no JSON Schema for ${schema.type}`);
  }
}
