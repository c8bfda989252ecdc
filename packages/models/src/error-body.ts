import { isObject, type JsonObject } from './decoded.ts';
import type { ArcErrorCode } from './error.ts';
import { codeOfWord, PROBLEMS } from './error-words.ts';

/** What a body says, before the HTTP status is weighed. */
export interface Finding {
  readonly code?: ArcErrorCode | undefined;
  /** Our own broker said so, which knows more than a status can hold. */
  readonly decided?: boolean;
  readonly text?: string | undefined;
  readonly param?: string | undefined;
  readonly errorId?: string | undefined;
  readonly codes?: readonly string[] | undefined;
}

const textOf = (input: unknown): string | undefined =>
  typeof input === 'string' && input.trim() !== '' ? input : undefined;
const wordOf = (input: unknown): string => (typeof input === 'string' ? input.trim().toLowerCase() : '');

/** Every non-blank text under `key` in the order given. */
const texts = (entries: readonly JsonObject[], key: string): readonly string[] =>
  entries.flatMap((entry) => textOf(entry[key]) ?? []);

const firstCode = (codes: readonly string[]): ArcErrorCode | undefined =>
  codes[0] === undefined ? undefined : codeOfWord(codes[0]);

/** RFC 9457, as our broker answers: `type` ends in `/problems/<code>`. */
function problem(body: JsonObject): Finding | undefined {
  const slug = /\/problems\/([a-z-]+)$/.exec(textOf(body.type) ?? '')?.[1];
  if (slug === undefined) return undefined;
  const code = Object.hasOwn(PROBLEMS, slug) ? PROBLEMS[slug] : undefined;
  return {
    code,
    decided: code !== undefined,
    text: textOf(body.detail) ?? textOf(body.title),
    param: textOf(body.param),
    errorId: textOf(body.errorId) ?? textOf(body.error_id),
    codes: [slug],
  };
}

/** Plug's list form: `{errors:[{type, message, param?, details:{errorId, value?}}]}`. `value` is what was sent: never used. */
function plugList(body: JsonObject): Finding | undefined {
  if (!Array.isArray(body.errors)) return undefined;
  const errors = body.errors.filter(isObject);
  const codes = texts(errors, 'type');
  const details = errors.map((error) => error.details).filter(isObject);
  return {
    code: firstCode(codes),
    text: texts(errors, 'message').join(' '),
    param: texts(errors, 'param')[0],
    errorId: texts(details, 'errorId')[0],
    codes,
  };
}

/** Tells a Switch envelope that reports failure: either flag alone counts. Source: upstream reference 5. */
export const isSwitchFailure = (body: unknown): boolean =>
  isObject(body) &&
  (Object.hasOwn(body, 'results') || Object.hasOwn(body, 'count')) &&
  (wordOf(body.status) === 'error' || wordOf(body.type) === 'error');

/** Switch: objects or bare text in `results`, or null; also one such object alone. `propertyValue` is never used. */
function switchErrors(body: JsonObject): Finding | undefined {
  const single = typeof body.code === 'string' && typeof body.message === 'string';
  if (!single && !isSwitchFailure(body)) return undefined;
  const results: readonly unknown[] = single ? [body] : Array.isArray(body.results) ? body.results : [body.results];
  const objects = results.filter(isObject);
  const codes = texts(objects, 'code');
  const param = texts(objects, 'propertyName')[0];
  return {
    // Validation codes are not listed anywhere; naming a property is what they have in common.
    code: firstCode(codes) ?? (param === undefined ? undefined : 'invalid-request'),
    text: results.flatMap((entry) => textOf(isObject(entry) ? entry.message : entry) ?? []).join(' '),
    param,
    errorId: textOf(body.requestId),
    codes,
  };
}

/** The legacy object form: `{error: {description, type, details}}`, where `details` maps parameters to sentences. */
function legacyObject(error: JsonObject): Finding {
  const type = textOf(error.type);
  const details = isObject(error.details) ? error.details : {};
  const reasons = Object.values(details).flatMap((value) =>
    Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : [],
  );
  return {
    code: type === undefined ? undefined : codeOfWord(type),
    text: [textOf(error.description) ?? textOf(error.message) ?? '', ...reasons].join(' '),
    param: Object.keys(details)[0],
    codes: type === undefined ? [] : [type],
  };
}

/** Both legacy forms, and Plug's flat one which is OAuth's: `{error: "text"}`, `{error: {…}}`, `{error: "code", error_description}`. */
function errorKey(body: JsonObject): Finding | undefined {
  if (isObject(body.error)) return legacyObject(body.error);
  const error = textOf(body.error);
  if (error === undefined) return undefined;
  const description = textOf(body.error_description) ?? textOf(body.message);
  // A code has no spaces; a sentence does.
  if (/^[\w-]+$/.test(error.trim())) return { code: codeOfWord(error), text: description, codes: [error.trim()] };
  return { code: codeOfSentence(error), text: description ?? error };
}

/** Documented legacy sentences that say more than "something is wrong". */
function codeOfSentence(text: string): ArcErrorCode | undefined {
  if (/rate limit/i.test(text)) return 'rate-limited';
  if (/couldn['’]t find/i.test(text)) return 'not-found';
  if (/invalid access token|credentials are invalid/i.test(text)) return 'unauthorized';
  return undefined;
}

function parsed(body: unknown): unknown {
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

/** Reads the body of a failed answer, whichever form it has. */
export function readErrorBody(raw: unknown): Finding {
  const body = parsed(raw);
  if (isObject(body)) {
    return problem(body) ?? plugList(body) ?? switchErrors(body) ?? errorKey(body) ?? { text: textOf(body.message) };
  }
  // A short sentence may help; a page of HTML from a proxy never does.
  return typeof body === 'string' && body.length <= 200 && !body.includes('<')
    ? { code: codeOfSentence(body), text: body }
    : {};
}
