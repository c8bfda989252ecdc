import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { type Family, type InvalidField, Refusal } from '../families/family.ts';
import { isOwnPage } from '../hosts.ts';
import { isDeeperThan } from '../json-depth.ts';
import type { World } from '../platform/world.ts';

/**
 * One route. Its family says who is let in and how it is refused; the route holds what is special
 * about it.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Template; `:name` stands for one segment. */
  readonly path: string;
  readonly family: Family;
  handle(request: RouteRequest, world: World): Response | Promise<Response>;
}

/** A request as a route reads it. What it reads has been checked against a schema. */
export interface RouteRequest {
  readonly raw: Request;
  /** A path parameter, decoded. */
  param(name: string): string;
  readonly searchParams: URLSearchParams;
  /** The query parameters, the first of each name. @throws {Refusal} They do not fit. */
  query<S extends v.GenericSchema>(schema: S): v.InferOutput<S>;
  /** A body of JSON. @throws {Refusal} It is not JSON, does not fit, or is too large. */
  json<S extends v.GenericSchema>(schema: S): Promise<v.InferOutput<S>>;
  /** A body of text. @throws {Refusal} It is too large. */
  text(): Promise<string>;
}

const LARGEST_BODY_BYTES = 1024 * 1024;
/** Deeper values could exhaust the stack of what reads or writes them. */
const DEEPEST_BODY = 100;
const READS = ['GET', 'HEAD', 'OPTIONS'];

/** Adds routes to an app. */
export function mount(app: Hono, routes: readonly Route[], world: World): void {
  for (const route of routes)
    app.on(route.method, route.path, (c) => answer(route, requestOf(c, route.family, world), world));
}

/**
 * Answers a request as `handle` does, once its family has let it in, and in the family's form where
 * it is refused.
 */
export async function answer(
  { family, handle }: Pick<Route, 'family' | 'handle'>,
  request: RouteRequest,
  world: World,
): Promise<Response> {
  const response = await admitted(family, handle, request, world);
  family.addHeaders?.(request.raw, response);
  return response;
}

async function admitted(
  family: Family,
  handle: Route['handle'],
  request: RouteRequest,
  world: World,
): Promise<Response> {
  try {
    if (!mayWrite(request.raw, family, world)) return family.error(403, world.realNow());
    return family.checkAccess?.(request.raw, world) ?? (await handle(request, world));
  } catch (error) {
    if (error instanceof Refusal) return error.response;
    throw error;
  }
}

/** Returns false for a request that changes something and comes from a page that may not. */
const mayWrite = (request: Request, family: Family, world: World): boolean =>
  READS.includes(request.method) || (family.mayWrite?.(request) ?? isOwnPage(request, world.origins));

/** Wraps a request for the routes of a family. */
export function requestOf(c: Context, family: Family, { realNow }: Pick<World, 'realNow'>): RouteRequest {
  const { raw } = c.req;
  const { searchParams } = new URL(raw.url);
  return {
    raw,
    searchParams,
    param: (name) => c.req.param(name) ?? '',
    query: (schema) => checked(schema, Object.fromEntries([...searchParams].reverse()), family),
    async json(schema) {
      return checked(schema, jsonOf(await textOf(raw, family, realNow), family), family);
    },
    text: () => textOf(raw, family, realNow),
  };
}

/**
 * Checks a value against a schema.
 * @throws {Refusal} The first thing that does not fit, in the family's form.
 */
function checked<S extends v.GenericSchema>(schema: S, value: unknown, family: Family): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw new Refusal(family.invalid(fieldOf(result.issues[0])));
}

/** Returns the field of an issue, for the answer that names it. */
function fieldOf(issue: v.BaseIssue<unknown>): InvalidField {
  return { name: v.getDotPath(issue) ?? '', reason: reasonOf(issue), value: issue.input };
}

/**
 * Valibot gives an object's own message to fields that are absent, and to those that it does not
 * know.
 */
function reasonOf({ type, expected, message }: v.BaseIssue<unknown>): string {
  if (!/object$/.test(type)) return message;
  if (expected === 'never') return 'is not a known field';
  return expected?.startsWith('"') ? 'is required' : message;
}

/**
 * Returns the JSON value of a body; `undefined` if it is empty.
 * @throws {Refusal} It is not JSON, a list, or nested too deeply.
 */
function jsonOf(text: string, family: Family): unknown {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value) && !isDeeperThan(value, DEEPEST_BODY)) return value;
  } catch {
    // The answer below says so.
  }
  throw new Refusal(family.invalid({ name: '', reason: 'is not JSON', value: text }));
}

/** Reads a body no further than the limit. */
async function textOf(raw: Request, family: Family, realNow: () => number): Promise<string> {
  const reader = raw.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const piece = await reader.read();
    if (piece.done) return text + decoder.decode();
    bytes += piece.value.length;
    if (bytes > LARGEST_BODY_BYTES) {
      void reader.cancel().catch(() => undefined);
      throw new Refusal(family.error(413, realNow()));
    }
    text += decoder.decode(piece.value, { stream: true });
  }
}
