import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readEventStream } from './event-stream.ts';

it('an event stream may begin with a byte order mark', async () => {
  const seen: unknown[] = [];
  const response = new Response('\uFEFFevent: reset\ndata: 1\n\n', {
    headers: { 'content-type': 'text/event-stream' },
  });
  await readEventStream(response, {
    onMessage: (message) => seen.push(message),
    onId: () => {},
    onRetry: () => {},
    onActivity: () => {},
  });
  assert.deepEqual(seen, [{ event: 'reset', data: '1' }]);
});
