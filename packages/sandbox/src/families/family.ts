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
   * Returns true if a page may write through the family's routes. If it is absent, only pages of the
   * sandbox and of the origins that its options list may.
   */
  mayWrite?(request: Request): boolean;
  /** Returns the error for a request that lacks credentials or has a wrong header; else `undefined`. */
  checkAccess?(request: Request, world: World): Response | undefined;
  /** Adds the headers that every answer of the family carries. */
  addHeaders?(request: Request, answer: Response): void;
  /** Returns the error for a field that does not fit its schema. */
  invalid(field: InvalidField): Response;
  /**
   * Returns the platform's error for a status, with a body where the platform documents one. `nowMs`
   * is real time.
   */
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

/** Returns the answer of a simulated fault with a status below 400: `{}`, or no body where the status has none. */
export const plainAnswer = (status: number): Response =>
  BODILESS.includes(status)
    ? new Response(null, { status })
    : new Response('{}', { status, headers: { 'content-type': 'application/json' } });
