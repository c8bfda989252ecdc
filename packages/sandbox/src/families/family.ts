import type { World } from '../platform/world.ts';

/** A field of a request that does not fit, and why. */
export interface InvalidField {
  /** Name, with dots for what is inside it; empty for the body as a whole. */
  readonly name: string;
  /** What is wrong, to be read after the name. */
  readonly reason: string;
  readonly value: unknown;
}

/**
 * What the routes of one family of the platform share: who is let in, and the form of every error.
 */
export interface Family {
  /**
   * Returns true if a page may write through the family's routes. Without it: the sandbox's own and
   * the given ones.
   */
  mayWrite?(request: Request): boolean;
  /** Answers a request that lacks credentials or has a wrong header; `undefined` lets it in. */
  admit?(request: Request, world: World): Response | undefined;
  /** Adds the headers that every answer of the family carries. */
  complete?(request: Request, answer: Response): void;
  /** Answers a field that does not fit its schema. */
  invalid(field: InvalidField): Response;
  /** Answers with a status alone, as far as that is documented. `nowMs` is real time. */
  error(status: number, nowMs: number): Response;
}

/** An answer that ends a request early. Thrown in routes and in what they call. */
export class Refusal extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`refused with ${response.status}`);
    this.response = response;
  }
}

/** Statuses whose answers have no body. */
export const BODILESS: readonly number[] = [204, 205, 304];

/** Returns an answer below 400 that a fault asks for. */
export const plainAnswer = (status: number): Response =>
  BODILESS.includes(status)
    ? new Response(null, { status })
    : new Response('{}', { status, headers: { 'content-type': 'application/json' } });
