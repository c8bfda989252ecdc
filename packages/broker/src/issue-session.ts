import { decodeError } from '@arc-elements/models';
import * as v from 'valibot';
import { callback, check, keyText, sentenceOf, shape, text } from './check.ts';
import { PROBLEM_BASE } from './problem.ts';
import { sessionRequest } from './sessions/session-request.ts';

/**
 * Options of `issueSession`. All are checked before anything is sent; an unknown option is refused.
 */
export interface IssueSessionOptions {
  /** URL of the broker, such as `http://127.0.0.1:4020`, including the path it is mounted under. */
  readonly broker: string;
  /** One of its `ARC_BROKER_KEYS`. Never let it near a browser. */
  readonly key: string;
  /** Your own id of the person who is signed in; a whole number is sent as its digits. */
  readonly user: string | number;
  readonly scopes?: readonly string[];
  readonly origins?: readonly string[];
  /** Seconds, 1 to 900; default 600. */
  readonly ttl?: number;
  readonly fetch?: typeof globalThis.fetch;
  /** Aborts the request, which ends after ten seconds in any case. */
  readonly signal?: AbortSignal;
}

/** A session to hand to the page unchanged. */
export interface IssuedSession {
  readonly token: string;
  readonly session_id: string;
  /** ISO 8601. */
  readonly expires_at: string;
}

/**
 * Why there is no session. The codes are stable:
 *
 * - `invalid-options`: an option is missing or wrong; nothing was sent.
 * - `broker-unreachable`: there was no answer.
 * - `broker-key-wrong`: the broker does not know the key.
 * - `invalid-request`: the broker refused the request.
 * - `broker-answer-invalid`: what answers at that address is no broker.
 * - `broker-failed`: the broker, or a proxy in front of it, failed; try again later.
 * - `aborted`: `signal` ended the request.
 */
export type IssueSessionErrorCode =
  | 'invalid-options'
  | 'broker-unreachable'
  | 'broker-key-wrong'
  | 'invalid-request'
  | 'broker-answer-invalid'
  | 'broker-failed'
  | 'aborted';

/** No session was issued. Neither the message nor any field holds the key. */
export class IssueSessionError extends Error {
  override readonly name = 'IssueSessionError';
  readonly code: IssueSessionErrorCode;
  /** HTTP status of the answer; `null` if there was none. */
  readonly status: number | null;
  /** What is wrong, without the address; the broker's own message if it sent one. */
  readonly detail: string;

  constructor(code: IssueSessionErrorCode, message: string, { status = null, detail, cause }: ErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}

interface ErrorDetails {
  readonly status?: number | null;
  readonly detail: string;
  readonly cause?: unknown;
}

const TIMEOUT_MS = 10_000;

const OptionsSchema = shape({
  broker: v.pipe(
    text,
    v.check((given) => /^https?:$/.test(parseUrl(given)?.protocol ?? ''), 'is not an http(s) address'),
    v.check((given) => {
      const { username, password, search, hash } = new URL(given);
      return username + password + search + hash === '';
    }, 'has a user name, a query or a fragment in it'),
    v.transform((given) => {
      const { origin, pathname } = new URL(given);
      return `${origin}${pathname.replace(/\/$/, '')}/sessions`;
    }),
  ),
  key: keyText,
  ...sessionRequest,
  fetch: v.optional(callback<typeof globalThis.fetch>()),
  signal: v.optional(v.instance(AbortSignal, 'is not an AbortSignal')),
});

const IssuedSchema = v.object({ token: v.string(), session_id: v.string(), expires_at: v.string() });

/**
 * Requests a session from a broker. For a partner's server, not for a page.
 * @throws {IssueSessionError} No session was issued; `code` says why.
 */
export async function issueSession(options: IssueSessionOptions): Promise<IssuedSession> {
  const given: Partial<IssueSessionOptions> = options;
  // The required keys are always present, so that a missing one is reported by its own rule.
  const user = Number.isSafeInteger(given.user) ? `${given.user}` : given.user;
  const checked = check(OptionsSchema, { broker: undefined, key: undefined, ...given, user });
  if (checked.flaw !== null) {
    const detail = sentenceOf(checked.flaw, (path) => path);
    throw new IssueSessionError('invalid-options', `issueSession: ${detail}.`, { detail });
  }
  const { broker: address, key, fetch = globalThis.fetch, signal, ...request } = checked.value;
  const abort = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal === undefined ? [] : [signal])]);
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(request),
      // Following a redirect would send the key to another address, or turn the request into a GET.
      redirect: 'manual',
      signal: abort,
    });
    // Some runtimes report a redirect as status 0.
    const status = answer.type === 'opaqueredirect' ? 302 : answer.status;
    return readSession(status, await answer.text(), address);
  } catch (cause) {
    if (cause instanceof IssueSessionError) throw cause;
    if (abort.aborted && abort.reason?.name !== 'TimeoutError') {
      const detail = 'the caller ended the request';
      throw new IssueSessionError('aborted', `No session from ${address}: ${detail}.`, { detail, cause });
    }
    const detail = abort.aborted ? 'no answer in time' : systemCodeOf(cause);
    throw new IssueSessionError('broker-unreachable', `No broker answers at ${address} (${detail}).`, {
      detail,
      cause,
    });
  }
}

/** Reads the session in an answer. @throws {IssueSessionError} It has none. */
function readSession(status: number, text: string, address: string): IssuedSession {
  const body = parseOrNull(text);
  const issued = v.safeParse(IssuedSchema, body);
  if (issued.success) return issued.output;
  const fail = (code: IssueSessionErrorCode, message: string, detail: string) =>
    new IssueSessionError(code, message, { status, detail });
  if (status === 401) {
    const detail = 'it has to be one of its ARC_BROKER_KEYS';
    throw fail('broker-key-wrong', `The broker at ${address} does not know this key (401): ${detail}.`, detail);
  }
  const isProblem = v.is(ProblemSchema, body);
  const detail = isProblem ? decodeError({ status, body }).message : 'it does not say why';
  if (status >= 500 || status === 429) {
    throw fail('broker-failed', `The broker at ${address} failed (${status}): ${detail}`, detail);
  }
  if (isProblem && status !== 404 && status !== 405) {
    throw fail('invalid-request', `The broker at ${address} refused the request (${status}): ${detail}`, detail);
  }
  const hint = status < 300 ? ' without a session' : status < 400 ? '; give the address that it leads to' : '';
  const answers = `it answers ${status}${hint}`;
  throw fail('broker-answer-invalid', `What answers at ${address} is no broker: ${answers}.`, answers);
}

/** A problem document of a broker. Its messages are safe to repeat. */
const ProblemSchema = v.object({ type: v.pipe(v.string(), v.startsWith(PROBLEM_BASE)) });

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a web page, for example; its status decides
  }
}

const parseUrl = (given: string): URL | null => (URL.canParse(given) ? new URL(given) : null);

/**
 * Returns the system's error code. Messages of the runtime are not used: they may repeat the key.
 */
function systemCodeOf(error: unknown): string {
  const { cause, code } = Object(error) as { cause?: unknown; code?: unknown };
  const word = (Object(cause) as { code?: unknown }).code ?? code;
  return typeof word === 'string' && /^[A-Z][A-Z0-9_]+$/.test(word) ? word : 'no connection';
}
