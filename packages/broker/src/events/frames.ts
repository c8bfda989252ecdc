import { toBytes } from '../encoding.ts';
import type { StoredEvent } from '../stores/event-log.ts';

/** A server-sent event, encoded. `data` is JSON, which has no bare line ends; ids are ours and checked all the same. */
export function eventFrame(name: string, id: string, data: string): Uint8Array {
  if (/[\r\n\0]/.test(id) || /[\r\n]/.test(data)) throw new TypeError('a line end would start another field');
  return toBytes(`event: ${name}\nid: ${id}\ndata: ${data}\n\n`);
}

/** An event as a browser gets it; one that was too large to keep tells it to read everything again. */
export function storedFrame({ id, data }: StoredEvent): Uint8Array {
  return data === null ? resetFrame(id, 'event-too-large') : eventFrame('arc', id, data);
}

/** Tells a browser to read everything again, and why. */
export function resetFrame(id: string, reason: 'history-gone' | 'event-too-large'): Uint8Array {
  return eventFrame('reset', id, JSON.stringify({ reason }));
}

/** First bytes of a stream: answers at once, sets the pause before a reconnect, and gives an id to resume from. */
export function openingFrame(retryMs: number, cursor: string): Uint8Array {
  return toBytes(`retry: ${retryMs}\nid: ${cursor}\n\n`);
}

/** Keeps proxies from cutting an idle stream, and says the pause before a reconnect as it is by now. */
export function heartbeatFrame(retryMs: number): Uint8Array {
  return toBytes(`: \nretry: ${retryMs}\n\n`);
}

/** Says that the session is over; the stream ends after it. Without an id, so the last one stays good for resuming. */
export const SESSION_EXPIRED: Uint8Array = toBytes('event: session_expired\ndata: {}\n\n');
