import { toBytes } from '../encoding.ts';

/** A server-sent event, encoded. `data` is JSON, which has no bare line ends; ids are ours and checked all the same. */
export function eventFrame(name: string, id: string, data: string): Uint8Array {
  if (/[\r\n\0]/.test(id) || /[\r\n]/.test(data)) throw new TypeError('a line end would start another field');
  return toBytes(`event: ${name}\nid: ${id}\ndata: ${data}\n\n`);
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
