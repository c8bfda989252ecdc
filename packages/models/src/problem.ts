import { isObject, type JsonObject } from './decoded.ts';
import { ArcError, type ArcErrorCode, type ArcErrorRequest } from './error.ts';
import { codeOfStatus, isCode, messageOf } from './error-words.ts';
import { type HeadersLike, retryAt } from './retry-after.ts';

/** A failed answer. */
export interface ErrorAnswer {
  /** HTTP status; 0 or absent when there was no answer. */
  readonly status?: number | undefined;
  readonly headers?: HeadersLike | null | undefined;
  /** Parsed JSON, or the text when it was not JSON, or nothing. */
  readonly body?: unknown;
  /** Moment of the answer, epoch ms, to which a `Retry-After` in seconds is added. Default: now. */
  readonly nowMs?: number | undefined;
  /** The request that failed; its query is dropped. */
  readonly request?: ArcErrorRequest | undefined;
}

/** What the body of a failed answer says, before the HTTP status is considered. */
export interface Finding {
  readonly code?: ArcErrorCode | undefined;
  /** True if `code` is the word of our own broker, which is more exact than any status. */
  readonly decided?: boolean;
  readonly text?: string | undefined;
  readonly param?: string | undefined;
  readonly errorId?: string | undefined;
  readonly codes?: readonly string[] | undefined;
}

/** Codes for the problem types of our broker that are not named after a code. */
const OTHER_PROBLEMS: Readonly<Record<string, ArcErrorCode>> = {
  'method-not-allowed': 'invalid-request',
  'payload-too-large': 'invalid-request',
  'webhook-invalid': 'invalid-request',
};

/** The text of a field; `undefined` if it is blank or no text. */
export const textOf = (input: unknown): string | undefined =>
  typeof input === 'string' && input.trim() !== '' ? input : undefined;

/**
 * Turns a failed answer of our broker, or of a partner's session route, into an {@link ArcError}. Never throws.
 * Reads problem documents only, whose words are safe to show, and goes by the status where there is none. So a browser
 * does not load what reads the many forms of the platform, which is `decodeError`.
 */
export function decodeProblem(answer: ErrorAnswer): ArcError {
  const body = parsed(answer.body);
  const finding = (isObject(body) && problem(body)) || {};
  return errorOf(answer, finding.code ?? codeOfStatus(answer.status ?? 0), finding);
}

/**
 * Returns the error for what was found in an answer.
 * @param toldAtMs - When to try again, epoch ms, if the headers do not say.
 */
export function errorOf(
  { status = 0, headers, nowMs, request }: ErrorAnswer,
  code: ArcErrorCode,
  { text = '', param, errorId, codes }: Finding,
  toldAtMs?: number,
): ArcError {
  const fallback = status > 0 ? `${messageOf(code)} (HTTP ${status})` : messageOf(code);
  return new ArcError(code, text === '' ? fallback : text, {
    status: status > 0 ? status : undefined,
    param,
    errorId: errorId?.slice(0, 100),
    codes: codes?.length ? codes : undefined,
    // The only place in this package that reads the clock, for callers that give none.
    retryAtMs: retryAt(headers, nowMs ?? Date.now()) ?? toldAtMs,
    request: request && withoutQuery(request),
  });
}

/** The request as errors name it: method in capitals, path without origin, query and fragment. */
export const withoutQuery = ({ method, path }: ArcErrorRequest): ArcErrorRequest => ({
  method: method.toUpperCase(),
  path: path.replace(/[?#].*$/s, '').replace(/^[a-z]+:\/\/[^/]*/i, ''),
});

/** Reads RFC 9457, as our broker answers: `type` ends in `/problems/<code>`. `undefined` for any other object. */
export function problem(body: JsonObject): Finding | undefined {
  const slug = /\/problems\/([a-z-]+)$/.exec(textOf(body.type) ?? '')?.[1];
  if (slug === undefined) return undefined;
  const code = isCode(slug) ? slug : Object.hasOwn(OTHER_PROBLEMS, slug) ? OTHER_PROBLEMS[slug] : undefined;
  return {
    code,
    decided: code !== undefined,
    text: textOf(body.detail) ?? textOf(body.title),
    param: textOf(body.param),
    errorId: textOf(body.errorId) ?? textOf(body.error_id),
    codes: [slug],
  };
}

/** A body that came as text, parsed where it looks like JSON. */
export function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  const trimmed = body.trim();
  if (!/^[[{"]/.test(trimmed)) return trimmed;
  try {
    return JSON.parse(trimmed) as unknown;
  } catch {
    // Cut off, or not JSON after all: the status decides, and nothing of the body is shown.
    return undefined;
  }
}
