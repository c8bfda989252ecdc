import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSseParser, type SseMessage } from './sse-parser.ts';

function parse(pieces: readonly string[]): { messages: SseMessage[]; ids: string[]; retries: number[] } {
  const messages: SseMessage[] = [];
  const ids: string[] = [];
  const retries: number[] = [];
  const feed = createSseParser({
    onMessage: (message) => messages.push(message),
    onId: (id) => ids.push(id),
    onRetry: (ms) => retries.push(ms),
  });
  for (const piece of pieces) feed(piece);
  return { messages, ids, retries };
}

const STREAM = [
  ': hello\n\n',
  'id: 7\nevent: arc\ndata: {"a":1}\n\n',
  'data:one\r\ndata: two\r\ndata:  three\r\n\r\n',
  'retry: 1500\rid: 8\r\r',
  'event: reset\nid:\ndata\n\n',
  'retry: soon\nid: a\0b\nunknown: x\ndata: last\n\n',
  'data: never finished\n',
].join('');

describe('the event stream parser', () => {
  it('parses every kind of line of the standard', () => {
    const { messages, ids, retries } = parse([STREAM]);
    assert.deepEqual(messages, [
      { event: 'arc', data: '{"a":1}' },
      { event: 'message', data: 'one\ntwo\n three' },
      { event: 'reset', data: '' },
      { event: 'message', data: 'last' },
    ]);
    assert.deepEqual(ids, ['7', '8', '']);
    assert.deepEqual(retries, [1500]);
  });

  it('gives the same messages for text in any pieces', () => {
    const whole = parse([STREAM]);
    assert.deepEqual(parse([...STREAM]), whole);
    for (let cut = 1; cut < STREAM.length; cut++)
      assert.deepEqual(parse([STREAM.slice(0, cut), STREAM.slice(cut)]), whole);
  });

  it('throws if a message is too long', () => {
    const line = `data: ${'x'.repeat(60_000)}\n`;
    assert.throws(() => parse(Array.from({ length: 20 }, () => line)), RangeError);
    assert.throws(() => parse(['x'.repeat(1_100_000)]), RangeError);
  });
});
