import { addressKind, type Kind, kindOf, kindOfAsked } from './field-kinds.ts';
import { comparedQuery } from './recording.ts';
import { bodyFields, parsed } from './request-fields.ts';

/** An exchange as it went over the wire. */
export interface Exchange {
  readonly method: string;
  /** Path and query, as they were sent: starts with a slash. */
  readonly target: string;
  readonly requestHeaders: Headers;
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Headers;
  readonly responseBody: string;
}

/** An exchange that may be written to a file: names and secrets in it are replaced. */
interface RedactedExchange {
  readonly request: { readonly method: string; readonly path: string; readonly query: Record<string, string[]> };
  readonly response: { readonly status: number; readonly headers: Record<string, string>; readonly body: unknown };
}

/** Routes whose answers are secrets, or lead to them. The sandbox answers these itself. */
const NOT_RECORDED = /^\/(oauth2|auth|dist|connect|_sandbox)(\/|$)|^\/(plug|sandbox)\/connect(\/|$)/;
const KEPT_HEADERS = /^(retry-after|ratelimit-[a-z]+|arc-version|arcadia-version)$/;
const EMAIL = /[^\s@"'<>,;:/?#=&]+@[^\s@"'<>,;:/?#=&]+\.\p{L}{2,}/gu;
/** What a JSON Web Token looks like, wherever it stands. */
const WEB_TOKEN = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g;
/** A credential by what stands before it: `?token=…`, `user:password@` of a URL, `Bearer …`. */
const AFTER_ITS_NAME =
  /(?<=[?&#](?:[\w-]*(?:token|secret|password|key|signature|credential|session)|code|sig)=)[^&#\s"'<>]+|(?<=:\/\/)[^/\s"'<>@]+(?=@)|(?<=\bBearer )(?=\S*\d)[\w.~+/=-]{12,}/gi;
/** Kinds that are looked for in every text. A town may be a part of a utility's name. */
const PERSONAL: readonly Kind[] = ['secret', 'user', 'name', 'street', 'number'];
/** Shorter texts occur in others by chance. */
const SHORTEST_WORD = 5;
/** Times, numbers and status words, of which an answer may have tens of thousands. */
const TIME_OR_WORD = /^([\d:.TZ+-]{0,4}|\d{4}-\d{2}-\d{2}(T[\d:.Z+-]*)?|[A-Z_]+)$/;
/** The passwords of the documented test logins are words that every answer holds. */
const TEST_PASSWORDS = /^(verified|rejected)$/i;

/**
 * Replaces names and secrets in exchanges. The same original gets the same replacement in all of
 * them.
 */
export interface Redactor {
  /**
   * The exchange without names and secrets; `undefined` for one that is not to be written at all.
   */
  redact(exchange: Exchange): RedactedExchange | undefined;
}

/** Makes a redactor that knows no names yet. */
export function createRedactor(): Redactor {
  const replacements = new Map<string, string>();
  /** Originals that are replaced wherever they stand. */
  const wholeWords = createWords();
  const counts: Partial<Record<Kind, number>> = {};

  const next = (kind: Kind): number => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    return counts[kind];
  };

  const replacementFor = (kind: Kind, original: string): string => {
    if (original === '') return '';
    const known = replacements.get(`${kind}:${original}`);
    if (known !== undefined) return known;
    const replacement = madeUp(kind, next(kind), original);
    replacements.set(`${kind}:${original}`, replacement);
    if (PERSONAL.includes(kind) && original.length >= SHORTEST_WORD && !TEST_PASSWORDS.test(original))
      for (const form of formsOf(original, kind)) wholeWords.add(form, replacement);
    return replacement;
  };

  /** Redacts a text of no kind: replaces what is a name or a secret elsewhere. */
  const plainText = (text: string): string => {
    if (TIME_OR_WORD.test(text)) return text;
    const isKnown = (each: string): boolean => /^secret-\d+$/.test(each);
    let plain = text.replace(WEB_TOKEN, (each) => replacementFor('secret', each));
    plain = plain.replace(AFTER_ITS_NAME, (each) => (isKnown(each) ? each : replacementFor('secret', each)));
    plain = wholeWords.replaceIn(plain).replace(EMAIL, (each) => replacementFor('name', each));
    return replacements.get(`user:${plain}`) ?? plain;
  };

  const value = (each: unknown, kind: Kind | undefined): unknown => {
    if (Array.isArray(each)) return each.map((item) => value(item, kind));
    if (typeof each === 'object' && each !== null) {
      return Object.fromEntries(
        Object.entries(each).map(([name, inner]) => [
          plainText(name),
          value(inner, kindOf(name) ?? addressKind(name, inner) ?? kind),
        ]),
      );
    }
    if (each === null || typeof each === 'boolean') return each;
    if (typeof each === 'number') {
      const replacement = kind === undefined ? wholeWords.get(String(each)) : replacementFor(kind, String(each));
      return replacement === undefined ? each : numberOf(replacement);
    }
    const text = String(each);
    if (kind !== undefined) return replacementFor(kind, text);
    const inner = /^\s*[[{]/.test(text) ? parsed(text) : undefined;
    return inner === undefined ? plainText(text) : JSON.stringify(value(inner, undefined));
  };

  /** Redacts the values of a search that are compared with a field of a kind. */
  const search = (text: string): string => {
    if (!/[=<>!]/.test(text)) return replacementFor('name', text);
    return text.replace(COMPARISON, (_all, field: string, operator: string, operand: string) => {
      const kind = kindOf(field.replace(/s$/, '')) ?? kindOf(field);
      const replaced = operand.replace(/[^(),"']+/g, (each) =>
        kind === undefined ? plainText(each) : replacementFor(kind, each.trim()),
      );
      return field + operator + replaced;
    });
  };

  const path = (pathname: string): string => {
    const segments = pathname.split('/').map((segment) => decoded(segment));
    return segments
      .map((segment, i) => {
        const isUser = segments[i - 1] === 'users' || segments[i - 1] === 'pid';
        return encodeURIComponent(isUser ? replacementFor('user', segment) : plainText(segment));
      })
      .join('/');
  };

  const query = (searchParams: URLSearchParams): Record<string, string[]> => {
    const all = new Map<string, string[]>(); // a name may be `constructor`
    for (const [name, each] of comparedQuery(searchParams)) {
      const isSearch = name === 'search';
      const kind = kindOfAsked(name);
      const replaced = isSearch ? search(each) : kind === undefined ? plainText(each) : replacementFor(kind, each);
      const plainName = plainText(name);
      all.set(plainName, [...(all.get(plainName) ?? []), replaced]);
    }
    return Object.fromEntries(all);
  };

  /** Learns the secrets and names of a request, of which nothing is written but path and query. */
  const learn = ({ requestHeaders, requestBody, target }: Exchange): void => {
    const [scheme = '', credentials = ''] = (requestHeaders.get('authorization') ?? '').split(/\s+/);
    if (credentials !== '') replacementFor('secret', credentials);
    if (/^basic$/i.test(scheme)) {
      // A password may have colons, a user has none.
      const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(fromBase64(credentials)) ?? [];
      for (const part of [user, password]) replacementFor('secret', part);
    }
    for (const cookie of (requestHeaders.get('cookie') ?? '').split(/;\s*/))
      replacementFor('secret', cookie.slice(cookie.indexOf('=') + 1).replace(/^"(.*)"$/, '$1'));
    for (const [name, each] of requestHeaders)
      if (!['authorization', 'cookie'].includes(name) && kindOf(name) === 'secret') replacementFor('secret', each);
    for (const [name, each] of new URL(`http://upstream${target}`).searchParams)
      if (kindOfAsked(name) === 'secret') replacementFor('secret', each);
    for (const [name, each] of bodyFields(requestHeaders, requestBody))
      value(each, kindOfAsked(name) ?? addressKind(name, each));
  };

  return {
    redact(exchange) {
      learn(exchange);
      const { pathname, searchParams } = new URL(`http://upstream${exchange.target}`);
      const body = parsed(exchange.responseBody);
      // Read even where it is not written: what it holds is a secret in the answers to come. Read
      // twice, because a name may stand in a text before the field that tells it.
      value(body, undefined);
      const redacted = value(body, undefined);
      const isEmpty = exchange.responseBody === '';
      if (NOT_RECORDED.test(pathname) || (body === undefined && !isEmpty)) return undefined;
      const headers = [...exchange.responseHeaders].filter(([name]) => KEPT_HEADERS.test(name));
      return {
        request: { method: exchange.method, path: path(pathname), query: query(searchParams) },
        response: { status: exchange.status, headers: Object.fromEntries(headers), body: isEmpty ? null : redacted },
      };
    },
  };
}

/** Texts with a replacement each. */
interface Words {
  add(word: string, replacement: string): void;
  /** The replacement of one word; `undefined` if it has none. */
  get(word: string): string | undefined;
  /** Replaces each word, in any case, longer ones first, where it is no part of a longer word. */
  replaceIn(text: string): string;
}

/**
 * Makes an empty set of words. Words are looked up by their length, of which there are few, and not
 * each in every text: a recording may know tens of thousands.
 */
function createWords(): Words {
  const replacements = new Map<string, string>();
  let lengths: readonly number[] = [];
  return {
    add(word, replacement) {
      replacements.set(word, replacement);
      // Another word may have the same letters in another case.
      if (!replacements.has(lowerCased(word))) replacements.set(lowerCased(word), replacement);
      if (!lengths.includes(word.length)) lengths = [...lengths, word.length].sort((a, b) => b - a);
    },
    get: (word) => replacements.get(word),
    replaceIn(text) {
      const edges = edgesOf(text);
      const lower = lowerCased(text);
      let plain = '';
      let kept = 0;
      for (const start of edges) {
        if (start < kept) continue;
        const replacementOf = (length: number): string | undefined =>
          replacements.get(text.slice(start, start + length)) ?? replacements.get(lower.slice(start, start + length));
        const isWord = (length: number): boolean => edges.has(start + length) && replacementOf(length) !== undefined;
        const length = lengths.find(isWord);
        if (length === undefined) continue;
        plain += text.slice(kept, start) + replacementOf(length);
        kept = start + length;
      }
      return plain + text.slice(kept);
    },
  };
}

/** A text in lower case, of the same length: a letter that would become two stays as it is. */
const lowerCased = (text: string): string =>
  text.replace(/\p{Lu}/gu, (letter) => {
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  });

/** Where a word may begin or end, in order: everywhere but between two letters or digits. */
function edgesOf(text: string): Set<number> {
  return new Set([...text.matchAll(/(?<![\p{L}\d])|(?![\p{L}\d])/gu)].map(({ index }) => index));
}

/** An original as it may stand in a text: as it is, encoded for a URL, or a secret in base64. */
function formsOf(original: string, kind: Kind): readonly string[] {
  const inUrl = encodeURIComponent(original.toWellFormed());
  const forms = [original, inUrl, inUrl.replaceAll('%20', '+')];
  if (kind !== 'secret') return forms;
  const bytes = String.fromCharCode(...new TextEncoder().encode(original.slice(0, LONGEST_SECRET)));
  const base64 = btoa(bytes);
  const unpadded = base64.replace(/=+$/, '');
  return [...forms, base64, unpadded, unpadded.replaceAll('+', '-').replaceAll('/', '_')];
}

/** No credential is longer, and none that is should fill the stack. */
const LONGEST_SECRET = 16_384;

/** A comparison of a Plug search: field, operator, and a value or a list of values. */
const COMPARISON = /([\w.]+)(=in=|=out=|==|!=|<=|>=|<|>|=)(\([^)]*\)|"[^"]*"|'[^']*'|[^;,()]+)/g;

/** Returns the replacement of the nth original of a kind. */
function madeUp(kind: Kind, n: number, original: string): string {
  switch (kind) {
    case 'street':
      return `${n} Example Street`;
    case 'town':
      return `Example Town ${n}`;
    case 'zip':
      return '00000';
    case 'place':
      return '0';
    case 'url':
      return `https://replaced-${n}.example/`;
    case 'number': {
      // Spaces, letters and length stay, because clients must cope with them.
      const digits = String(n).padStart(original.replace(/\D/g, '').length, '0');
      let at = 0;
      return original.replace(/\d/g, () => digits[at++] as string);
    }
    default:
      return `${kind}-${n}`;
  }
}

const numberOf = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // not encoded by anybody, so it stands for itself
  }
}

function fromBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    return text; // not base64: all of it is the secret
  }
}
