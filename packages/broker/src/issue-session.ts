import { decodeError } from '@arc-elements/models';
import * as v from 'valibot';

/** What `issueSession` needs. */
export interface IssueSessionOptions {
  /** Where the broker is, such as `http://127.0.0.1:4020`, with its prefix if it is mounted under one. */
  readonly broker: string;
  /** One of its `ARC_BROKER_KEYS`. Never let it near a browser. */
  readonly key: string;
  /** Your own id of the person who is signed in. */
  readonly user: string;
  readonly scopes?: readonly string[];
  readonly origins?: readonly string[];
  /** Seconds, 1 to 900; default 600. */
  readonly ttl?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
}

/** Hand this to the page as it is. */
export interface IssuedSession {
  readonly token: string;
  readonly session_id: string;
  /** ISO 8601. */
  readonly expires_at: string;
}

const IssuedSchema = v.object({ token: v.string(), session_id: v.string(), expires_at: v.string() });

/**
 * Asks a broker for a session, on a partner's server.
 * @throws {Error} The broker could not be reached or refused; the message holds its status, never the key.
 */
export async function issueSession(options: IssueSessionOptions): Promise<IssuedSession> {
  const { broker, key, user, scopes, origins, ttl, fetch = globalThis.fetch, signal } = options;
  const answer = await fetch(`${broker.replace(/\/$/, '')}/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user, scopes, origins, ttl }),
    signal: signal ?? AbortSignal.timeout(10_000),
  });
  const { status } = answer;
  const body: unknown = await answer.json().catch(() => null);
  const issued = v.safeParse(IssuedSchema, body);
  if (status === 201 && issued.success) return issued.output;
  throw new Error(`The broker answered ${status} to POST /sessions (${decodeError({ status, body }).code}).`);
}
