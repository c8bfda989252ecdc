import { isObject } from './decoded.ts';
import { DecodeError } from './error.ts';
import { openEnum } from './open-enum.ts';

/** How a Connect dialog ended. `PENDING`: the login is still being checked. */
export type ConnectEndStatus = 'LOGIN_SUCCESS' | 'PENDING' | 'unknown';

/** A message of the Connect iframe to its page. Source: UPSTREAM.md, Connect. */
export type ConnectMessage =
  | { readonly type: 'onStart' }
  | {
      readonly type: 'onCredentialsSubmitted';
      /** `crd_…`, or digits in the legacy widget; `null` if not given. */
      readonly utilityCredentialId: string | null;
    }
  | {
      readonly type: 'onEnd';
      readonly status: ConnectEndStatus;
      /** As written by Connect. */
      readonly statusText: string | null;
    };

const END = /* @__PURE__ */ openEnum(['LOGIN_SUCCESS', 'PENDING']);

/** Result with which the legacy script widget closed. Source: UPSTREAM.md, Connect. */
export type ConnectCloseStatus = 'verified' | 'rejected' | 'timed_out' | 'pending' | 'no_submit' | 'error' | 'unknown';

const CLOSE = /* @__PURE__ */ openEnum(['verified', 'rejected', 'timed_out', 'pending', 'no_submit', 'error']);

const idText = (input: unknown): string | null =>
  typeof input === 'number' ? String(input) : typeof input === 'string' && input !== '' ? input : null;

const textOrNull = (input: unknown): string | null => (typeof input === 'string' ? input : null);

/**
 * Decodes `MessageEvent.data` of the Connect iframe. Returns `null` for any other message, because
 * a page may receive messages from anywhere. Never throws. Check `origin` and `source` of the event
 * first.
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

/**
 * Decodes the argument of the legacy script widget's `onClose`: an object with `status`, or the
 * status alone. Never throws.
 */
export function decodeConnectClose(data: unknown): {
  readonly status: ConnectCloseStatus;
  readonly statusText: string | null;
} {
  const statusText = textOrNull(isObject(data) ? data.status : data);
  return { status: CLOSE.of(statusText), statusText };
}

const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s]+$/i.test(text);

/**
 * Decodes the answer of `POST /auth/connect_token`. The public schema names the key `connect_url`,
 * so that key is accepted too, with an address that has a `token`, or the token itself.
 * @throws {DecodeError} The body has neither key, or the address has no token.
 */
export function decodeConnectToken(body: unknown): string {
  const value = isObject(body) ? (textOrNull(body.connect_token) ?? textOrNull(body.connect_url)) : null;
  if (value === null || value.trim() === '') throw new DecodeError('connect_token', 'expected text');
  if (!isWebAddress(value)) return value;
  const token = /[?&]token=([^&#]+)/.exec(value)?.[1];
  if (token === undefined) throw new DecodeError('connect_url', 'expected an address with a token');
  return percentDecoded(token);
}

function percentDecoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    // The token is not percent-encoded: it is used as it is.
    return token;
  }
}

/**
 * Decodes the answer of `POST /auth/connect_url` and `POST /plug/connect/url`: `connect_url`, `url`
 * or `connectUrl`.
 * @throws {DecodeError} The body has none of these keys, or the value is not an http(s) address. A
 *   page uses it as the address of an iframe, so no other scheme is accepted.
 */
export function decodeConnectUrl(body: unknown): string {
  const keys = ['connect_url', 'url', 'connectUrl'];
  const found = isObject(body) ? keys.map((key) => textOrNull(body[key])).find((text) => text !== null) : undefined;
  if (found === undefined || found === null) throw new DecodeError('connect_url', 'expected text');
  if (!isWebAddress(found)) throw new DecodeError('connect_url', 'expected an http or https address');
  return found;
}
