import { ArcError } from '@arc-elements/models';
import { createSseParser, type SseHandlers } from './sse-parser.ts';

/** Callbacks of `readEventStream`. */
export interface StreamHandlers extends SseHandlers {
  /** The stream was opened, or bytes arrived, such as a heartbeat. */
  readonly onActivity: () => void;
}

/**
 * Reads server-sent events from an answer until it ends. Not `EventSource`, which cannot send a
 * token in a header.
 * @throws {ArcError} Code `decode`: the answer is not an event stream.
 * @throws The error of the body, if the connection breaks.
 */
export async function readEventStream(response: Response, handlers: StreamHandlers): Promise<void> {
  const type = response.headers.get('content-type') ?? '';
  if (response.body === null || !type.includes('text/event-stream')) {
    await response.body?.cancel();
    throw new ArcError('decode', 'The event route answered with something that is not an event stream.', {
      status: response.status,
      request: { method: 'GET', path: '/events' },
    });
  }
  handlers.onActivity();
  const feed = createSseParser(handlers);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      handlers.onActivity();
      feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Rejects if the connection is broken, when there is nothing to cancel.
    await reader.cancel().catch(() => undefined);
  }
}
