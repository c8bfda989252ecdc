import type * as v from 'valibot';
import type { Scope } from './scopes.ts';
import type { Services } from './services.ts';
import type { Session } from './sessions/session.ts';

/**
 * Who may call a route: a browser whose session has this scope, a partner's server with a broker
 * key, the platform, or anybody. Only browser routes have CORS; the runner checks their session,
 * origin and limits before the route runs.
 */
export type Access = Scope | 'partner' | 'webhook' | 'public';

/** Parameter names of a path template: `id` for `/plug/meters/:id`. */
type ParamsOf<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Name | ParamsOf<Tail>
    : Rest
  : never;

/** A pattern for each parameter. */
type Grammars<Name extends string> = Readonly<Record<Name, RegExp>>;

/** The request as a route gets it, after all checks. */
interface RouteRequest<A extends Access = Access, Param extends string = string, Query extends string = string> {
  /** Session of the caller; `null` on routes that are not for browsers. */
  readonly session: A extends Scope ? Session : null;
  /** Path parameters, decoded once, each matching its pattern. */
  readonly params: Readonly<Record<Param, string>>;
  /** Query parameters, each at most once and matching its pattern. */
  readonly query: Readonly<Partial<Record<Query, string>>>;
  readonly headers: Headers;
  /**
   * Reads a body that is not JSON, up to the route's limit.
   * @throws {Problem} `payload-too-large`.
   */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>;
  /** Aborts when the client closes the connection. */
  readonly signal: AbortSignal;
}

interface Definition<
  A extends Access,
  Param extends string,
  Query extends string,
  S extends v.GenericSchema,
  Uses extends keyof Services,
> {
  /** One sentence for the OpenAPI document. */
  readonly summary: string;
  /** Services that the route gets. */
  readonly uses: readonly Uses[];
  /** Pattern of each allowed query parameter. All are optional; any other is answered with 400. */
  readonly query?: Grammars<Query>;
  /**
   * Schema of the JSON body. Without it no body is read; an empty body is checked as `undefined`.
   */
  readonly bodySchema?: S;
  /** Largest body, in bytes; default 256 KB. */
  readonly bodyLimit?: number;
  /** Status of an answer that is not a `Response`; default 200. */
  readonly status?: 200 | 201 | 204;
  /** Media type of the answer; default JSON. */
  readonly type?: string;
  /** Answers the request with a `Response` or with a value that is sent as JSON. */
  handle(
    context: RouteRequest<A, Param, Query> & { readonly body: v.InferOutput<S> } & Pick<Services, Uses>,
  ): Promise<unknown>;
}

/** Pattern of each path parameter. What does not match is answered with 404, like an unknown id. */
type WithParams<Param extends string> = [Param] extends [never]
  ? { readonly params?: never }
  : { readonly params: Grammars<Param> };

/** One entry of the route table. */
export interface Route extends Omit<Definition<Access, string, string, v.GenericSchema, keyof Services>, 'handle'> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Template; `:name` stands for one segment. */
  readonly path: string;
  readonly access: Access;
  readonly params?: Grammars<string>;
  /** Answers a request. `context` holds the request and the services in `uses`. */
  handle(context: RouteRequest & { readonly body: unknown } & Partial<Services>): Promise<unknown>;
}

/**
 * Defines a route. The type of its context follows from path, access, schemas and used services.
 */
export function route<
  const Path extends string,
  A extends Access,
  Query extends string,
  S extends v.GenericSchema,
  Uses extends keyof Services,
>(
  method: Route['method'],
  path: Path,
  access: A,
  rest: Definition<A, ParamsOf<Path>, Query, S, Uses> & WithParams<ParamsOf<Path>>,
): Route {
  return { ...rest, method, path, access } as Route;
}
