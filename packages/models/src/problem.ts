import { isObject, type JsonObject } from './decoded.ts';
import { ArcError, type ArcErrorCode, type ArcErrorRequest } from './error.ts';
import { codeOfStatus, isCode, messageOf } from './error-codes.ts';
import { type HeadersLike, retryAt } from './retry-after.ts';

/** A failed answer. */
export interface ErrorAnswer {
  /** HTTP status; 0 or absent if there was no answer. */
  readonly status?: number | undefined;
  readonly headers?: HeadersLike | null | undefined;
  /** Parsed JSON, or text, or nothing. */
  readonly body?: unknown;
  /** Time of the answer, epoch ms, to which a `Retry-After` in seconds is added. Default: now. */
  readonly nowMs?: number | undefined;
  /** The request that failed; its query is removed. */
  readonly request?: ArcErrorRequest | undefined;
}

/** Contents of the body of a failed answer. */
export interface Finding {
  readonly code?: ArcErrorCode | undefined;
  /** True if `code` comes from our own broker, which is more exact than any status. */
  readonly isFinal?: boolean;
  readonly text?: string | undefined;
  readonly param?: string | undefined;
  readonly errorId?: string | undefined;
  readonly codes?: readonly string[] | undefined;
}

/** Codes for problem types of our broker that do not have the name of a code. */
const OTHER_PROBLEMS: Readonly<Record<string, ArcErrorCode>> = {
  'method-not-allowed': 'invalid-request',
  'payload-too-large': 'invalid-request',
  'webhook-invalid': 'invalid-request',
};

/** Returns the text of a field; `undefined` if it is blank or not text. */
export const textOf = (input: unknown): string | undefined =>
  typeof input === 'string' && input.trim() !== '' ? input : undefined;

/**
 * Returns the {@link ArcError} for a failed answer of our broker or of a partner's session route.
 * Never throws. Reads problem documents only, whose texts are safe to show; otherwise the status
 * decides. So a browser does not load `decodeError`, which reads the many forms of the platform.
 */
export function decodeProblem(answer: ErrorAnswer): ArcError {
  const body = parseIfJson(answer.body);
  const finding = (isObject(body) && readProblem(body)) || {};
  return toError(answer, finding.code ?? codeOfStatus(answer.status ?? 0), finding);
}

/**
 * Returns the error for a failed answer.
 * @param retryAtMs - When to try again, epoch ms, if the headers do not say.
 */
export function toError(
  { status = 0, headers, nowMs, request }: ErrorAnswer,
  code: ArcErrorCode,
  { text = '', param, errorId, codes }: Finding,
  retryAtMs?: number,
): ArcError {
  const fallback = status > 0 ? `${messageOf(code)} (HTTP ${status})` : messageOf(code);
  return new ArcError(code, text === '' ? fallback : text, {
    status: status > 0 ? status : undefined,
    param,
    errorId: errorId?.slice(0, 100),
    codes: codes?.length ? codes : undefined,
    // The only place in this package that reads the clock, and only if the caller gives no time.
    retryAtMs: retryAt(headers, nowMs ?? Date.now()) ?? retryAtMs,
    request: request && withoutQuery(request),
  });
}

/**
 * Returns the request for an error: method in capitals, path without origin, query and fragment.
 */
export const withoutQuery = ({ method, path }: ArcErrorRequest): ArcErrorRequest => ({
  method: method.toUpperCase(),
  path: path.replace(/[?#].*$/s, '').replace(/^[a-z]+:\/\/[^/]*/i, ''),
});

/**
 * Reads a problem document (RFC 9457) of our broker, whose `type` ends in `/problems/<code>`.
 * Returns `undefined` for any other object.
 */
export function readProblem(body: JsonObject): Finding | undefined {
  const slug = /\/problems\/([a-z-]+)$/.exec(textOf(body.type) ?? '')?.[1];
  if (slug === undefined) return undefined;
  const code = isCode(slug) ? slug : Object.hasOwn(OTHER_PROBLEMS, slug) ? OTHER_PROBLEMS[slug] : undefined;
  return {
    code,
    isFinal: code !== undefined,
    text: textOf(body.detail) ?? textOf(body.title),
    param: textOf(body.param),
    errorId: textOf(body.errorId) ?? textOf(body.error_id),
    codes: [slug],
  };
}

/** Parses a text that looks like JSON. Returns other bodies unchanged. */
export function parseIfJson(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  const trimmed = body.trim();
  if (!/^[[{"]/.test(trimmed)) return trimmed;
  try {
    return JSON.parse(trimmed) as unknown;
  } catch {
    // The JSON is incomplete: the status decides, and nothing of the body is shown.
    return undefined;
  }
}
