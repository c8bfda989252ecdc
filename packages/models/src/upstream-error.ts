import { ArcError, type ArcErrorCode, type ArcErrorRequest, isArcError } from './error.ts';
import { readErrorBody } from './error-body.ts';
import { codeOfStatus, messageOf } from './error-words.ts';
import { type ErrorAnswer, errorOf, type Finding, withoutQuery } from './problem.ts';
import { redact } from './redact.ts';
import { parseTimestamp } from './timestamp.ts';

// Two statuses are documented and no words are: any of the ways to say "not there yet" or "not for this account".
const NOT_READY =
  /\b(?:not|isn['’]t|no)\b[^.]{0,60}\b(?:ready|available)\b|not_(?:ready|available)|\bunavailable\b|still gathering|\bfeature\b/i;

/**
 * HTTP status and words weighed together: the status decides, except where it only says that something is wrong with
 * the request.
 */
function weigh(status: number, { code, decided, text = '', param, codes }: Finding): ArcErrorCode {
  if (code !== undefined && decided === true) return code;
  if (status === 400 || status === 422) {
    // What is said about a parameter is about the request, even when it mentions a feature.
    const vague = param === undefined && (code === undefined || code === 'invalid-request');
    return vague && NOT_READY.test([...(codes ?? []), text].join(' '))
      ? 'feature-not-ready'
      : (code ?? 'invalid-request');
  }
  // Switch answers 403 for "not yours" and for "too fast" alike.
  if (status === 403 && /\brate\b|too many|limit exceeded/i.test(text)) return 'rate-limited';
  if (status === 409 && code === 'meter-not-activatable') return code;
  if (status >= 300) return codeOfStatus(status);
  if (code !== undefined) return code;
  if (status === 0) return 'network';
  // A form we know, under a status that means success.
  return codes !== undefined || text !== '' ? 'upstream-failed' : 'unknown';
}

/**
 * Turns a failed answer of any of the four API families, or of our broker, into an {@link ArcError}. Never throws.
 *
 * Understands both legacy forms, both Plug forms, both Switch forms, OAuth and problem documents, text, HTML and empty
 * bodies. The message holds the platform's words without what may be a secret or personal; HTML is never quoted.
 * `retryAtMs` is set when the answer says when to try again.
 */
export function decodeError(answer: ErrorAnswer): ArcError {
  const finding = readErrorBody(answer.body);
  const { text = '', param, codes } = finding;
  const code = weigh(answer.status ?? 0, finding);
  return errorOf(
    answer,
    code,
    { ...finding, text: redact(text), param: param && redact(param), codes: codes?.map(redact) },
    toldAt(text),
  );
}

/** The moment in a sentence such as "Try again at 2024-05-01T10:00:00Z", epoch ms. */
function toldAt(text: string): number | undefined {
  const said = /\bat (\d{4}-\d{2}-\d{2}[T ][\d:.]+) ?(Z|UTC|[+-]\d{2}:?\d{2})?/.exec(text);
  return said?.[1] === undefined
    ? undefined
    : (parseTimestamp(said[1] + (said[2] ?? '').replace('UTC', 'Z')) ?? undefined);
}

const CODE_OF_NAME: Readonly<Record<string, ArcErrorCode>> = {
  AbortError: 'aborted',
  TimeoutError: 'timeout',
  TypeError: 'network', // what fetch rejects with when there is no connection
};

/**
 * Turns what `fetch` rejected with into an {@link ArcError}: `aborted`, `timeout`, `network` or `unknown`. An ArcError
 * is returned as it is. The cause is kept; its text is not repeated, because some runtimes put the address with its
 * query into it.
 */
export function toArcError(cause: unknown, request?: ArcErrorRequest): ArcError {
  if (isArcError(cause)) return cause;
  const name = typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : '';
  const code = (Object.hasOwn(CODE_OF_NAME, name) ? CODE_OF_NAME[name] : undefined) ?? 'unknown';
  return new ArcError(code, messageOf(code), { cause, request: request && withoutQuery(request) });
}
