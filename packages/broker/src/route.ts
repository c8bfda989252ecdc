import type * as v from 'valibot';
import type { EventHub } from './events/hub.ts';
import type { PackedAnswers } from './intervals/packed.ts';
import type { ResolvedOptions } from './options.ts';
import type { Ownership } from './ownership.ts';
import type { Scope } from './scopes.ts';
import type { Session } from './sessions/session.ts';
import type { TokenFormat } from './sessions/token-format.ts';
import type { Platform } from './upstream/platform.ts';

/** The parts of one broker that routes work with. */
export interface Parts {
  readonly options: ResolvedOptions;
  readonly platform: Platform;
  readonly ownership: Ownership;
  readonly hub: EventHub;
  readonly tokens: TokenFormat;
  readonly packedAnswers: PackedAnswers;
  /** Whether this process takes part in serving at the moment, and if not, why. */
  readonly readiness: () => { readonly ready: boolean; readonly reasons: readonly string[] };
}

/** What a route gets. Everything in it has been checked; nothing in it should be passed on unseen. */
export interface RouteContext<Body = unknown> extends Parts {
  readonly request: Request;
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

/** As `RouteContext`, for routes that browsers call with a session token. */
export interface SessionContext<Body = unknown> extends RouteContext<Body> {
  readonly session: Session;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface RouteBase<S extends v.GenericSchema> {
  readonly method: Method;
  /** Template; `:name` stands for one segment. */
  readonly path: string;
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
}

/** A route for browsers: session token, scope, origin and limits are checked before it runs. */
export interface SessionRoute<S extends v.GenericSchema = v.GenericSchema> extends RouteBase<S> {
  readonly access: 'session';
  readonly scope: Scope;
  /** @returns a `Response`, or what its JSON is to hold. */
  handle(context: SessionContext<v.InferOutput<S>>): Promise<unknown>;
}

/** A route for servers: a partner's with a broker key, the platform's webhooks, or an operator's. Never has CORS. */
export interface ServerRoute<S extends v.GenericSchema = v.GenericSchema> extends RouteBase<S> {
  readonly access: 'partner' | 'webhook' | 'public';
  /** @returns a `Response`, or what its JSON is to hold. */
  handle(context: RouteContext<v.InferOutput<S>>): Promise<unknown>;
}

/** One line of the route table: what is not in it does not exist. */
export type Route = SessionRoute | ServerRoute;

type Rest<R extends Route> = Omit<R, 'method' | 'path' | 'access' | 'scope'>;

/** A route for browsers. */
export function forBrowsers<S extends v.GenericSchema>(
  method: Method,
  path: string,
  scope: Scope,
  rest: Rest<SessionRoute<S>>,
): SessionRoute {
  return { ...rest, method, path, scope, access: 'session' };
}

/** A route for servers. */
export function forServers<S extends v.GenericSchema>(
  method: Method,
  path: string,
  access: ServerRoute['access'],
  rest: Rest<ServerRoute<S>>,
): ServerRoute {
  return { ...rest, method, path, access };
}
