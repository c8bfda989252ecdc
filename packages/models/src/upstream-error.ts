import { isObject, type JsonObject } from './decoded.ts';
import { ArcError, type ArcErrorCode, type ArcErrorRequest, isArcError } from './error.ts';

/** Response headers, as `Headers` or as a plain object with names in any case. */
export type HeadersLike =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

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

/** What a body says, before the HTTP status is weighed. */
interface Finding {
  readonly code?: ArcErrorCode | undefined;
  readonly text?: string | undefined;
  readonly param?: string | undefined;
  readonly errorId?: string | undefined;
  readonly codes?: readonly string[] | undefined;
}

const PROBLEMS: Readonly<Record<string, ArcErrorCode>> = {
  'session-invalid': 'session-invalid',
  'session-expired': 'session-expired',
  'scope-missing': 'scope-missing',
  'origin-not-allowed': 'origin-not-allowed',
  'not-found': 'not-found',
  'method-not-allowed': 'invalid-request',
  'invalid-request': 'invalid-request',
  'payload-too-large': 'invalid-request',
  'webhook-invalid': 'invalid-request',
  'feature-not-ready': 'feature-not-ready',
  'meter-not-activatable': 'meter-not-activatable',
  'meter-inactive': 'meter-inactive',
  'rate-limited': 'rate-limited',
  'upstream-failed': 'upstream-failed',
  unavailable: 'unavailable',
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  conflict: 'conflict',
  timeout: 'timeout',
};

/** Upstream's own words, in one spelling: lower case, letters and digits only. */
const WORDS: Readonly<Record<string, ArcErrorCode>> = {
  // Plug, flat form. Source: upstream reference 4.6.
  invalidmeteractivation: 'meter-not-activatable',
  invalidintervalsrequest: 'meter-inactive',
  // OAuth 2, RFC 6749 section 5.2 and RFC 6750 section 3.1.
  invalidclient: 'unauthorized',
  unauthorizedclient: 'unauthorized',
  invalidgrant: 'unauthorized',
  invalidtoken: 'unauthorized',
  accessdenied: 'forbidden',
  insufficientscope: 'forbidden',
  invalidscope: 'invalid-request',
  invalidrequest: 'invalid-request',
  unsupportedgranttype: 'invalid-request',
  servererror: 'upstream-failed',
  temporarilyunavailable: 'unavailable',
  // Plug, list form, and the legacy object form (spelt as upstream spells it).
  conflict: 'conflict',
  internalservererror: 'upstream-failed',
  invalidparameter: 'invalid-request',
  invalidparamaters: 'invalid-request',
  invalidparameters: 'invalid-request',
  invalidvariant: 'invalid-request',
  badrequest: 'invalid-request',
  notfound: 'not-found',
  toomanyrequests: 'rate-limited',
  unauthorized: 'unauthorized',
  unauthenticated: 'unauthorized',
  forbidden: 'forbidden',
  serviceunavailable: 'unavailable',
  // Switch. Source: upstream reference 5.
  notnull: 'invalid-request',
  typemismatch: 'invalid-request',
};

const codeOfWord = (word: string): ArcErrorCode | undefined => {
  const key = word.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (/^[1-5]\d\d$/.test(key)) return codeOfStatus(Number(key));
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
};

function codeOfStatus(status: number): ArcErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408 || status === 504) return 'timeout';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate-limited';
  if (status === 503) return 'unavailable';
  if (status >= 500 || (status >= 300 && status < 400)) return 'upstream-failed';
  if (status >= 400) return 'invalid-request';
  return 'unknown';
}

// The two documented statuses, and no words are documented: any of the ways to say "this is not there yet".
const NOT_READY =
  /not[\s_-]*(?:yet[\s_-]*)?(?:been[\s_-]*)?(?:ready|available|enabled|supported)|unavailable|isn['’]t (?:ready|available)/i;

const textOf = (input: unknown): string | undefined =>
  typeof input === 'string' && input.trim() !== '' ? input : undefined;

const reason: Readonly<Record<ArcErrorCode, string>> = {
  unauthorized: 'The platform did not accept the credentials.',
  forbidden: 'Access was refused.',
  'not-found': 'There is no such thing.',
  'invalid-request': 'The request was not accepted.',
  conflict: 'The request conflicts with the current state.',
  'feature-not-ready': 'This feature is not ready for this account.',
  'meter-not-activatable': 'This meter cannot be activated in its current state.',
  'meter-inactive': 'Interval data is not active for this meter.',
  'rate-limited': 'Too many requests.',
  'upstream-failed': 'The platform failed to answer.',
  unavailable: 'The platform is not available at the moment.',
  network: 'The connection failed before there was an answer.',
  timeout: 'There was no answer in time.',
  aborted: 'The request was cancelled.',
  decode: 'The answer was not understood.',
  'session-invalid': 'The session is not valid.',
  'session-expired': 'The session has expired.',
  'scope-missing': 'The session does not allow this.',
  'origin-not-allowed': 'This page is not allowed to use the session.',
  'signed-out': 'Signed out.',
  unknown: 'Something went wrong.',
};

/** A sentence for `code` that is safe to show and to log. */
export const messageOf = (code: ArcErrorCode): string => reason[code];

/**
 * Upstream's words without what may be a secret or personal: tokens, e-mail addresses, long numbers, ids, query strings.
 * At most 300 characters.
 */
export function redact(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 […]')
    .replace(/((?:token|secret|password|key|signature)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi, '$1[…]')
    .replace(/[^\s@<>"'(]+@[^\s@<>"')]+/g, '[…]')
    .replace(/\?[^\s"'?]*=[^\s"']*/g, '?[…]')
    .replace(/\b(?=[\w.-]*\d)(?=[\w.-]*[a-z])[\w.-]{20,}/gi, '[…]')
    .replace(/\d(?:[ -]?\d){6,}/g, '[…]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}

/** RFC 9457, as our broker answers: `type` ends in `/problems/<code>`. */
function problem(body: JsonObject): Finding | undefined {
  const slug = /\/problems\/([a-z-]+)$/.exec(typeof body.type === 'string' ? body.type : '')?.[1];
  if (slug === undefined) return undefined;
  return {
    code: Object.hasOwn(PROBLEMS, slug) ? PROBLEMS[slug] : undefined,
    text: textOf(body.detail) ?? textOf(body.title),
    param: textOf(body.param),
    errorId: textOf(body.errorId) ?? textOf(body.error_id),
    codes: [slug],
  };
}

/** Plug list form: `{errors:[{type, message, param?, details:{errorId, value?}}]}`. `value` is what the person typed: never used. */
function plugList(body: JsonObject): Finding | undefined {
  if (!Array.isArray(body.errors)) return undefined;
  const errors = body.errors.filter(isObject);
  const codes = errors.flatMap((error) => textOf(error.type) ?? []);
  const details = errors.map((error) => error.details).find(isObject);
  return {
    code: codes[0] === undefined ? undefined : codeOfWord(codes[0]),
    text: errors.flatMap((error) => textOf(error.message) ?? []).join(' ') || body.errors.filter(textOf).join(' '),
    param: errors.flatMap((error) => textOf(error.param) ?? [])[0],
    errorId: details === undefined ? undefined : textOf(details.errorId),
    codes,
  };
}

/** Both legacy forms and Plug's flat one: `{error: "text"}`, `{error: {description, type, details}}`, `{error, error_description}`. */
function errorKey(body: JsonObject): Finding | undefined {
  const error = body.error;
  if (isObject(error)) {
    const type = textOf(error.type);
    const details = isObject(error.details) ? error.details : {};
    const texts = Object.values(details).flatMap((value) => (Array.isArray(value) ? value.filter(textOf) : []));
    return {
      code: type === undefined ? undefined : codeOfWord(type),
      text: [textOf(error.description) ?? textOf(error.message) ?? '', ...texts].join(' '),
      param: Object.keys(details)[0],
      codes: type === undefined ? undefined : [type],
    };
  }
  const text = textOf(error);
  if (text === undefined) return undefined;
  // A code has no spaces; a sentence does.
  const isCode = /^[\w-]+$/.test(text.trim());
  return {
    code: isCode ? codeOfWord(text) : sentence(text),
    text: textOf(body.error_description) ?? textOf(body.message) ?? (isCode ? undefined : text),
    codes: isCode ? [text.trim()] : undefined,
  };
}

/** Legacy sentences whose HTTP status is not documented everywhere. */
function sentence(text: string): ArcErrorCode | undefined {
  if (/rate limit/i.test(text)) return 'rate-limited';
  if (/couldn['’]t find/i.test(text)) return 'not-found';
  if (/invalid access token|credentials are invalid/i.test(text)) return 'unauthorized';
  return undefined;
}

/** Tells a Switch envelope that reports failure: either flag alone counts. Source: upstream reference 5. */
export const isSwitchFailure = (body: unknown): boolean =>
  isObject(body) &&
  ('results' in body || 'count' in body) &&
  (word(body.status) === 'error' || word(body.type) === 'error');

const word = (input: unknown): string => (typeof input === 'string' ? input.trim().toLowerCase() : '');

/** Switch: objects or bare strings in `results`, or null; also one such object alone. `propertyValue` is never used. */
function switchErrors(body: JsonObject): Finding | undefined {
  const single = typeof body.code === 'string' && typeof body.message === 'string';
  if (!isSwitchFailure(body) && !single) return undefined;
  const results = single ? [body] : Array.isArray(body.results) ? body.results : [body.results];
  const objects = results.filter(isObject);
  const texts = results.flatMap((entry) => textOf(isObject(entry) ? entry.message : entry) ?? []);
  const codes = objects.flatMap((entry) => textOf(entry.code) ?? []);
  const param = objects.flatMap((entry) => textOf(entry.propertyName) ?? [])[0];
  // Validation codes are not listed anywhere; naming a property is what they have in common.
  const code =
    (codes[0] === undefined ? undefined : codeOfWord(codes[0])) ??
    (param === undefined ? undefined : 'invalid-request');
  return { code, text: texts.join(' '), param, errorId: textOf(body.requestId), codes };
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  const trimmed = body.trim();
  if (!/^[[{"]/.test(trimmed)) return trimmed;
  try {
    return JSON.parse(trimmed);
  } catch {
    // Cut off or not JSON after all: the status decides, and nothing of the body is shown.
    return '';
  }
}

function find(body: unknown): Finding {
  if (isObject(body))
    return problem(body) ?? plugList(body) ?? switchErrors(body) ?? errorKey(body) ?? { text: textOf(body.message) };
  // A short sentence may help; a page of HTML from a proxy never does.
  if (typeof body === 'string' && body.length <= 200 && !body.includes('<'))
    return { code: sentence(body), text: body };
  return {};
}

/** HTTP status and words weighed together: the status decides, except where it only says "something is wrong with the request". */
function weigh(status: number, { code, text = '', codes }: Finding): ArcErrorCode {
  if (
    code !== undefined &&
    ['session-invalid', 'session-expired', 'scope-missing', 'origin-not-allowed', 'feature-not-ready'].includes(code)
  )
    return code;
  if (status === 400 || status === 422) {
    const generic = code === undefined || code === 'invalid-request';
    if (generic && NOT_READY.test([...(codes ?? []), text].join(' '))) return 'feature-not-ready';
    return code ?? 'invalid-request';
  }
  // Switch answers 403 for "not yours" and for "too fast" alike.
  if (status === 403 && /rate|too many|limit exceeded/i.test(text)) return 'rate-limited';
  if (status === 409 && code === 'meter-not-activatable') return code;
  if (status >= 300) return codesOfBroker(code, codes) ?? codeOfStatus(status);
  if (code !== undefined) return code;
  return status === 0
    ? 'network'
    : status >= 200 && (codes !== undefined || text !== '')
      ? 'upstream-failed'
      : 'unknown';
}

/** Our broker chose its problem with more knowledge than a status holds. */
const codesOfBroker = (
  code: ArcErrorCode | undefined,
  codes: readonly string[] | undefined,
): ArcErrorCode | undefined =>
  code !== undefined && codes?.length === 1 && Object.hasOwn(PROBLEMS, codes[0] ?? '') ? code : undefined;

function header(headers: HeadersLike | null | undefined, name: string): string | undefined {
  if (headers === null || headers === undefined) return undefined;
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined;
  for (const [key, value] of Object.entries(
    headers as Readonly<Record<string, string | readonly string[] | undefined>>,
  )) {
    if (key.toLowerCase() === name) return typeof value === 'string' ? value : value?.[0];
  }
  return undefined;
}

/** `Retry-After` in seconds or as a date, else `RateLimit-Reset` in epoch seconds (or seconds from now, as the IETF draft has it). */
function retryAt(headers: HeadersLike | null | undefined, nowMs: number): number | undefined {
  const after = header(headers, 'retry-after')?.trim();
  if (after !== undefined && after !== '') {
    if (/^\d+(\.\d+)?$/.test(after)) return nowMs + Math.ceil(Number(after) * 1000);
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return date;
  }
  const reset = header(headers, 'ratelimit-reset')?.trim();
  if (reset === undefined || !/^\d+(\.\d+)?$/.test(reset)) return undefined;
  const seconds = Number(reset);
  return seconds > 1e9 ? seconds * 1000 : nowMs + seconds * 1000;
}

/**
 * Turns a failed answer of any of the four API families, or of our broker, into an {@link ArcError}. Never throws.
 *
 * Understands both legacy forms, both Plug forms, both Switch forms, OAuth and problem documents, text, HTML and empty bodies.
 * The message holds upstream's words without what may be a secret or personal; HTML is never quoted. `retryAtMs` is set for
 * `rate-limited` and `unavailable` answers that say when.
 */
export function decodeError({ status = 0, headers, body, nowMs, request }: ErrorAnswer): ArcError {
  const finding = find(parsed(body));
  const code = weigh(status, finding);
  const words = finding.text === undefined ? '' : redact(finding.text);
  return new ArcError(code, words === '' ? (status > 0 ? `${reason[code]} (HTTP ${status})` : reason[code]) : words, {
    status: status > 0 ? status : undefined,
    param: finding.param === undefined ? undefined : redact(finding.param),
    errorId: finding.errorId,
    codes: finding.codes === undefined || finding.codes.length === 0 ? undefined : finding.codes.map(redact),
    retryAtMs: retryAt(headers, nowMs ?? Date.now()),
    request: withoutQuery(request),
  });
}

const withoutQuery = (request: ArcErrorRequest | undefined): ArcErrorRequest | undefined =>
  request && {
    method: request.method.toUpperCase(),
    path: request.path.replace(/[?#].*$/, '').replace(/^[a-z]+:\/\/[^/]*/i, ''),
  };

/**
 * Turns what `fetch` rejected with into an {@link ArcError}: `aborted`, `timeout` or `network`. An ArcError is returned as it is.
 * The cause is kept; its text is not, because some runtimes put the address with its query into it.
 */
export function toArcError(cause: unknown, request?: ArcErrorRequest): ArcError {
  if (isArcError(cause)) return cause;
  const name = typeof cause === 'object' && cause !== null ? String((cause as { name?: unknown }).name) : '';
  const code: ArcErrorCode =
    name === 'AbortError'
      ? 'aborted'
      : name === 'TimeoutError'
        ? 'timeout'
        : name === 'TypeError'
          ? 'network'
          : 'unknown';
  return new ArcError(code, reason[code], { cause, request: withoutQuery(request) });
}
