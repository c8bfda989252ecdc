import type * as v from 'valibot';
import type { Parts } from './broker.ts';
import type { Scope } from './scopes.ts';
import type { Session } from './sessions/token-format.ts';

/**
 * Who may call a route: a browser whose session has a scope, a partner's server with a broker key, the platform, or anybody.
 * Only browsers get CORS; their session, origin and limits are checked before the route runs.
 */
export type Access = Scope | 'partner' | 'webhook' | 'public';

/** What a route gets. Everything in it has been checked; nothing in it should be passed on unseen. */
export interface RouteContext<A extends Access = Access, Body = unknown> extends Parts {
  readonly request: Request;
  /** Whose request it is; `null` on routes that are not for browsers. */
  readonly session: A extends Scope ? Session : null;
  /** Path parameters, decoded once, in the route's grammar. */
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters, each at most once, checked by the route's `query`. */
  readonly query: Readonly<Record<string, string>>;
  /** The JSON body, checked by the route's `bodySchema`; an empty one was checked as `undefined`. */
  readonly body: Body;
  /** The bytes of a body that is no JSON, up to the route's limit. @throws {Problem} `payload-too-large`. */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>;
  /** Aborts when the browser is gone. */
  readonly signal: AbortSignal;
}

/** One line of the route table: what is not in it does not exist. */
export interface Route<A extends Access = Access, S extends v.GenericSchema = v.GenericSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Template; `:name` stands for one segment. */
  readonly path: string;
  readonly access: A;
  /** One sentence for the OpenAPI document. */
  readonly summary: string;
  /** Grammar of each parameter; what does not match is 404, like an id that does not exist. */
  readonly params?: Readonly<Record<string, RegExp>>;
  /** Grammar of each query parameter that is allowed; all are optional, any other is 400. */
  readonly query?: Readonly<Record<string, RegExp>>;
  /** Schema of the JSON body. Without it none is read. */
  readonly bodySchema?: S;
  /** Bytes of body that are read at most; default 256 KB. */
  readonly bodyLimit?: number;
  /** Of an answer that is not a `Response` already; default 200. */
  readonly status?: 200 | 201 | 204;
  /** Media type of the answer; default JSON, and none with 204. */
  readonly type?: string;
  /** @returns a `Response`, or what its JSON is to hold. */
  handle(context: RouteContext<A, v.InferOutput<S>>): Promise<unknown>;
}

/** One route; what its context holds follows from who may call it and from its schema. */
export function route<A extends Access, S extends v.GenericSchema>(
  method: Route['method'],
  path: string,
  access: A,
  rest: Omit<Route<A, S>, 'method' | 'path' | 'access'>,
): Route {
  return { ...rest, method, path, access };
}
