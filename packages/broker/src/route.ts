import type * as v from 'valibot';
import type { Scope } from './scopes.ts';
import type { Services } from './services.ts';
import type { Session } from './sessions/token-format.ts';

/**
 * Who may call a route: a browser whose session has a scope, a partner's server with a broker key, the platform, or anybody.
 * Only browsers get CORS; their session, origin and limits are checked before the route runs.
 */
export type Access = Scope | 'partner' | 'webhook' | 'public';

/** The parameters that a path template names: `/plug/meters/:id` has `id`. */
type NamesIn<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Name | NamesIn<Tail>
    : Rest
  : never;

/** A grammar for each name. */
type Grammars<Name extends string> = Readonly<Record<Name, RegExp>>;

/** The request as a route sees it. Everything in it has been checked; nothing in it should be passed on unseen. */
interface RouteRequest<A extends Access = Access, Param extends string = string, Query extends string = string> {
  /** Whose request it is; `null` on routes that are not for browsers. */
  readonly session: A extends Scope ? Session : null;
  /** Path parameters, decoded once, in the route's grammar. */
  readonly params: Readonly<Record<Param, string>>;
  /** Query parameters, each at most once, in the route's grammar. */
  readonly query: Readonly<Partial<Record<Query, string>>>;
  readonly headers: Headers;
  /** The bytes of a body that is no JSON, up to the route's limit. @throws {Problem} `payload-too-large`. */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>;
  /** Aborts when the browser is gone. */
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
  /** The services that the route is given. */
  readonly uses: readonly Uses[];
  /** Grammar of each query parameter that is allowed; all are optional, any other is 400. */
  readonly query?: Grammars<Query>;
  /** Schema of the JSON body. Without it none is read; an empty one is checked as `undefined`. */
  readonly bodySchema?: S;
  /** Bytes of body that are read at most; default 256 KB. */
  readonly bodyLimit?: number;
  /** Of an answer that is not a `Response` already; default 200. */
  readonly status?: 200 | 201 | 204;
  /** Media type of the answer; default JSON, and none with 204. */
  readonly type?: string;
  /** @returns a `Response`, or what its JSON is to hold. */
  handle(
    context: RouteRequest<A, Param, Query> & { readonly body: v.InferOutput<S> } & Pick<Services, Uses>,
  ): Promise<unknown>;
}

/** Grammar of each path parameter, for a path that has any; what does not match is 404, like an id that does not exist. */
type WithParams<Param extends string> = [Param] extends [never]
  ? { readonly params?: never }
  : { readonly params: Grammars<Param> };

/** One line of the route table: what is not in it does not exist. */
export interface Route extends Omit<Definition<Access, string, string, v.GenericSchema, keyof Services>, 'handle'> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Template; `:name` stands for one segment. */
  readonly path: string;
  readonly access: Access;
  readonly params?: Grammars<string>;
  /** @param context The request, and of the services those the route names. */
  handle(context: RouteRequest & { readonly body: unknown } & Partial<Services>): Promise<unknown>;
}

/** One route. What its context holds follows from its path, from who may call it, from its schemas and from what it uses. */
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
  rest: Definition<A, NamesIn<Path>, Query, S, Uses> & WithParams<NamesIn<Path>>,
): Route {
  return { ...rest, method, path, access } as Route;
}
