import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import { readEventStream } from './event-stream.ts';

/** Reads a stream to its end, and returns its messages. */
async function messagesOf(body: string | null, type: string): Promise<unknown> {
  const seen: unknown[] = [];
  await readEventStream(new Response(body, { headers: { 'content-type': type } }), {
    onMessage: (message) => seen.push(message),
    onId: () => {},
    onRetry: () => {},
    onActivity: () => {},
  });
  return seen;
}

const MESSAGE = 'event: reset\ndata: 1\n\n';

describe('an event stream', () => {
  it('may begin with a byte order mark', async () => {
    assert.deepEqual(await messagesOf(`\uFEFF${MESSAGE}`, 'text/event-stream'), [{ event: 'reset', data: '1' }]);
  });

  for (const [what, body, type] of [
    ['a page', MESSAGE, 'text/html'],
    ['a response without a body', null, 'text/event-stream'],
  ] as const)
    it(`is not ${what}`, async () => {
      await assert.rejects(messagesOf(body, type), (error) => isArcError(error) && error.code === 'decode');
    });
});
