import { ArcError, type ArcErrorCode, type ArcErrorRequest, isArcError } from './error.ts';
import { readErrorBody } from './error-body.ts';
import { codeOfStatus, messageOf } from './error-codes.ts';
import { type ErrorAnswer, type Finding, toError, withoutQuery } from './problem.ts';
import { redact } from './redact.ts';
import { parseTimestamp } from './timestamp.ts';

// The statuses are documented, but not the texts: these say "not yet" or "not for this account".
const NOT_READY = [
  /\b(?:not|isn['’]t|no)\b[^.]{0,60}\b(?:ready|available)\b/i,
  /not_(?:ready|available)|\bunavailable\b|still gathering|\bfeature\b/i,
];

/** Returns the code for a status and a body. 400 and 422 are vague, so there the body decides. */
function codeFor(status: number, { code, isFinal, text = '', param, codes }: Finding): ArcErrorCode {
  if (code !== undefined && isFinal === true) return code;
  if (status === 400 || status === 422) {
    // An error about a parameter is about the request, even if it mentions a feature.
    const isVague = param === undefined && (code === undefined || code === 'invalid-request');
    const message = [...(codes ?? []), text].join(' ');
    return isVague && NOT_READY.some((pattern) => pattern.test(message))
      ? 'feature-not-ready'
      : (code ?? 'invalid-request');
  }
  // Switch answers 403 for both "not allowed" and "too many requests".
  if (status === 403 && /\brate\b|too many|limit exceeded/i.test(text)) return 'rate-limited';
  if (status === 409 && code === 'meter-not-activatable') return code;
  if (status >= 300) return codeOfStatus(status);
  if (code !== undefined) return code;
  if (status === 0) return 'network';
  // A known form under a status that means success.
  return codes !== undefined || text !== '' ? 'upstream-failed' : 'unknown';
}

/**
 * Returns the {@link ArcError} for a failed answer of any API family or of our broker. Never
 * throws.
 *
 * Reads all forms of the legacy API, Plug and Switch, OAuth errors, problem documents, text, HTML
 * and empty bodies. The message is the platform's, without what may be secret or personal; HTML is
 * never quoted. `retryAtMs` is set if the answer says when to try again.
 */
export function decodeError(answer: ErrorAnswer): ArcError {
  const finding = readErrorBody(answer.body);
  const { text = '', param, codes } = finding;
  const code = codeFor(answer.status ?? 0, finding);
  return toError(
    answer,
    code,
    { ...finding, text: redact(text), param: param && redact(param), codes: codes?.map(redact) },
    retryTimeIn(text),
  );
}

/** Returns the time in a sentence such as "Try again at 2024-05-01T10:00:00Z", epoch ms. */
function retryTimeIn(text: string): number | undefined {
  const match = /\bat (\d{4}-\d{2}-\d{2}[T ][\d:.]+) ?(Z|UTC|[+-]\d{2}:?\d{2})?/.exec(text);
  return match?.[1] === undefined
    ? undefined
    : (parseTimestamp(match[1] + (match[2] ?? '').replace('UTC', 'Z')) ?? undefined);
}

const CODE_OF_NAME: Readonly<Record<string, ArcErrorCode>> = {
  AbortError: 'aborted',
  TimeoutError: 'timeout',
  TypeError: 'network', // the rejection of fetch without a connection
};

/**
 * Returns the {@link ArcError} for a rejection of `fetch`: `aborted`, `timeout`, `network` or
 * `unknown`. Returns an ArcError unchanged. The text of the cause is not repeated, because some
 * runtimes put the address with its query into it.
 */
export function toArcError(cause: unknown, request?: ArcErrorRequest): ArcError {
  if (isArcError(cause)) return cause;
  const name = typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : '';
  const code = (Object.hasOwn(CODE_OF_NAME, name) ? CODE_OF_NAME[name] : undefined) ?? 'unknown';
  return new ArcError(code, messageOf(code), { cause, request: request && withoutQuery(request) });
}
