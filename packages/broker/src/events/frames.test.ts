import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { eventFrame, heartbeatFrame, openingFrame } from './frames.ts';

/** Parses bytes in chunks with an independent parser. */
function parse(bytes: Uint8Array, sizes: readonly number[]): EventSourceMessage[] {
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  const decoder = new TextDecoder();
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1);
    parser.feed(decoder.decode(bytes.subarray(at, at + size), { stream: true }));
    at += size;
  }
  return messages;
}

describe('eventFrame', () => {
  it('is parsed as exactly one event, for any JSON and any chunks (T60)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }), (value, sizes) => {
        const data = JSON.stringify(value);
        const bytes = Buffer.concat([
          openingFrame(2000, 'a.b.1'),
          heartbeatFrame(2000),
          eventFrame('arc', 'a.b.2', data),
          heartbeatFrame(2000),
        ]);
        assert.deepEqual(parse(bytes, sizes), [{ event: 'arc', id: 'a.b.2', data }]);
      }),
    );
  });

  it('refuses an id or data that would start another field (T60)', () => {
    for (const id of ['a\nb', 'a\rb', 'a\0b']) assert.throws(() => eventFrame('arc', id, '{}'));
    for (const data of ['{}\n\nevent: arc', '{\r}']) assert.throws(() => eventFrame('arc', 'a', data));
  });
});
