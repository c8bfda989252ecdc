import { ArcError } from '@arc-elements/models';
import { createSseParser, type SseHandlers } from './sse-parser.ts';

/** What a reader reports while it reads. */
export interface StreamHandlers extends SseHandlers {
  /** The stream opened, or bytes arrived, a heartbeat included: the connection lives. */
  readonly onActivity: () => void;
}

/**
 * Reads server-sent events from a fetch answer until it ends; `EventSource` would put the token into the URL.
 * @throws {ArcError} Code `decode` when the answer is no event stream; whatever the body throws when it is cut.
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
    // After a cut this fails because nothing is left to cancel, and after a regular end it does nothing.
    await reader.cancel().catch(() => undefined);
  }
}
