import { isObject } from './decoded.ts';
import { DecodeError } from './error.ts';
import { openWords } from './words.ts';

/** How Connect ended. `PENDING`: the check goes on behind the scenes. */
export type ConnectEndStatus = 'LOGIN_SUCCESS' | 'PENDING' | 'unknown';

/** What the Connect iframe tells its page. Source: UPSTREAM.md, Connect. */
export type ConnectMessage =
  | { readonly type: 'onStart' }
  | {
      readonly type: 'onCredentialsSubmitted';
      /** `crd_…`, or digits in the legacy widget; `null` when not told. */
      readonly utilityCredentialId: string | null;
    }
  | {
      readonly type: 'onEnd';
      readonly status: ConnectEndStatus;
      /** As written by Connect. */
      readonly statusText: string | null;
    };

const END = /* @__PURE__ */ openWords(['LOGIN_SUCCESS', 'PENDING']);

/** How the legacy script widget closed. Source: UPSTREAM.md, Connect. */
export type ConnectCloseStatus = 'verified' | 'rejected' | 'timed_out' | 'pending' | 'no_submit' | 'error' | 'unknown';

const CLOSE = /* @__PURE__ */ openWords(['verified', 'rejected', 'timed_out', 'pending', 'no_submit', 'error']);

const idText = (input: unknown): string | null =>
  typeof input === 'number' ? String(input) : typeof input === 'string' && input !== '' ? input : null;

const textOrNull = (input: unknown): string | null => (typeof input === 'string' ? input : null);

/**
 * Decodes `MessageEvent.data` of the Connect iframe. A page receives messages from everywhere, so anything else gives `null`
 * and nothing throws. Check the event's `origin` and `source` first.
 */
export function decodeConnectMessage(data: unknown): ConnectMessage | null {
  if (!isObject(data)) return null;
  const payload = isObject(data.payload) ? data.payload : {};
  switch (data.type) {
    case 'onStart':
      return { type: 'onStart' };
    case 'onCredentialsSubmitted':
      return { type: 'onCredentialsSubmitted', utilityCredentialId: idText(payload.utilityCredentialId) };
    case 'onEnd': {
      const statusText = textOrNull(payload.status);
      return { type: 'onEnd', status: END.of(statusText), statusText };
    }
    default:
      return null;
  }
}

/** Decodes what the legacy script widget gives its `onClose`, an object with `status` or the bare word. Never throws. */
export function decodeConnectClose(data: unknown): {
  readonly status: ConnectCloseStatus;
  readonly statusText: string | null;
} {
  const statusText = textOrNull(isObject(data) ? data.status : data);
  return { status: CLOSE.of(statusText), statusText };
}

const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s]+$/i.test(text);

/**
 * Decodes the answer of `POST /auth/connect_token`. The public schema gives `connect_url` for it, so that key is taken too:
 * the `token` of an address, or the value itself.
 * @throws {DecodeError} There is neither.
 */
export function decodeConnectToken(body: unknown): string {
  const value = isObject(body) ? (textOrNull(body.connect_token) ?? textOrNull(body.connect_url)) : null;
  if (value === null || value.trim() === '') throw new DecodeError('connect_token', 'expected text');
  if (!isWebAddress(value)) return value;
  const token = /[?&]token=([^&#]+)/.exec(value)?.[1];
  if (token === undefined) throw new DecodeError('connect_url', 'expected an address with a token');
  return unescaped(token);
}

function unescaped(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    // Not percent-encoded: the characters mean themselves.
    return token;
  }
}

/**
 * Decodes the answer of `POST /auth/connect_url` and `POST /plug/connect/url`: `connect_url`, `url` or `connectUrl`.
 * @throws {DecodeError} There is none, or it is not an http(s) address: it is about to become the address of an iframe.
 */
export function decodeConnectUrl(body: unknown): string {
  const keys = ['connect_url', 'url', 'connectUrl'];
  const found = isObject(body) ? keys.map((key) => textOrNull(body[key])).find((text) => text !== null) : undefined;
  if (found === undefined || found === null) throw new DecodeError('connect_url', 'expected text');
  if (!isWebAddress(found)) throw new DecodeError('connect_url', 'expected an http or https address');
  return found;
}
