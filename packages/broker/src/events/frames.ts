import { toBytes } from '../encoding.ts';
import type { StoredEvent } from '../stores/event-log.ts';

/** Encodes a server-sent event. @throws {TypeError} The id or the data contains a line end. */
export function eventFrame(name: string, id: string, data: string): Uint8Array {
  if (/[\r\n\0]/.test(id) || /[\r\n]/.test(data)) throw new TypeError('a line end would start another field');
  return toBytes(`event: ${name}\nid: ${id}\ndata: ${data}\n\n`);
}

/** Encodes a stored event. One that was too large to keep becomes a reset. */
export function storedFrame({ id, data }: StoredEvent): Uint8Array {
  return data === null ? resetFrame(id, 'event-too-large') : eventFrame('arc', id, data);
}

/** Encodes an event that tells the browser to read everything again. */
export function resetFrame(id: string, reason: 'history-gone' | 'event-too-large'): Uint8Array {
  return eventFrame('reset', id, JSON.stringify({ reason }));
}

/**
 * Encodes the first bytes of a stream. Sending them answers the request at once; they set the pause
 * before a reconnect and give the browser an id to resume from.
 */
export function openingFrame(retryMs: number, cursor: string): Uint8Array {
  return toBytes(`retry: ${retryMs}\nid: ${cursor}\n\n`);
}

/**
 * Encodes a heartbeat. It keeps proxies from cutting an idle stream and updates the reconnect
 * pause.
 */
export function heartbeatFrame(retryMs: number): Uint8Array {
  return toBytes(`: \nretry: ${retryMs}\n\n`);
}

/**
 * Last frame of a stream whose session is over. It has no id, so the browser can resume from its
 * last.
 */
export const SESSION_EXPIRED: Uint8Array = toBytes('event: session_expired\ndata: {}\n\n');
