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

/** The body of a request, read only when a route asks for it, and never beyond the route's limit. */
export interface RequestBody {
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** Parsed and checked. An empty body is `undefined`. @throws {Problem} `invalid-request`. */
  json<T extends v.GenericSchema>(schema: T): Promise<v.InferOutput<T>>;
}

/** What a route gets. Everything in it has been checked; nothing in it should be passed on unseen. */
export interface RouteContext extends Parts {
  readonly request: Request;
  /** Path parameters, decoded once, in the route's grammar. */
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters, each at most once, checked by the route's `query`. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: RequestBody;
  /** Aborts when the browser is gone. */
  readonly signal: AbortSignal;
  readonly requestId: string;
}

/** As `RouteContext`, for routes that browsers call with a session token. */
export interface SessionContext extends RouteContext {
  readonly session: Session;
}

interface RouteBase {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Template; `:name` stands for one segment. */
  readonly path: string;
  /** One sentence for the OpenAPI document. */
  readonly summary: string;
  /** Grammar of each parameter; what does not match is 404, like an id that does not exist. */
  readonly params?: Readonly<Record<string, RegExp>>;
  /** Grammar of each query parameter that is allowed; all are optional, any other is 400. */
  readonly query?: Readonly<Record<string, RegExp>>;
  /** Schema of the JSON body, for the OpenAPI document; the route checks it itself. */
  readonly bodySchema?: v.GenericSchema;
  /** Bytes of body that are read at most; default 256 KB. */
  readonly bodyLimit?: number;
}

/** A route for browsers: session token, scope, origin and limits are checked before it runs. */
export interface SessionRoute extends RouteBase {
  readonly access: 'session';
  readonly scope: Scope;
  handle(context: SessionContext): Promise<Response>;
}

/** A route for servers: a partner's with a broker key, the platform's webhooks, or an operator's. Never has CORS. */
export interface ServerRoute extends RouteBase {
  readonly access: 'partner' | 'webhook' | 'public';
  handle(context: RouteContext): Promise<Response>;
}

/** One line of the route table: what is not in it does not exist. */
export type Route = SessionRoute | ServerRoute;
