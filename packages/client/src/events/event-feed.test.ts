import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setup } from '../testing/setup.ts';
import { until } from '../testing/wait.ts';

it('a stream starts again, and everything is read again, after an empty id reset the last event id', async (t) => {
  const { broker, session, clock } = await setup(t);
  const lastIds: (string | null)[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const send = (text: string) => stream?.enqueue(new TextEncoder().encode(text));
  // Our broker never sends an empty id, but a proxy may.
  broker.override = (context) => {
    if (context.req.path !== '/events') return null;
    lastIds.push(context.req.header('last-event-id') ?? null);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        stream = controller;
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  const arc = session();
  let seen = 0;
  arc.onEvent(() => seen++);
  arc.accounts.watch();
  await until(() => arc.state.getState().live === 'stream' && arc.accounts.getState().status === 'ready');
  const event = 'event: arc\ndata: {"type":"test","created_at":"2026-01-15T12:00:00Z","data":{}}\n\n';
  send(`id: evt-1\n${event}id:\n${event}`);
  await until(() => seen === 2);
  broker.log.length = 0;
  stream?.close();
  await until(() => arc.state.getState().live === 'polling');
  clock.advance(2_000);
  await until(() => lastIds.length === 2);
  assert.deepEqual(lastIds, [null, null]);
  await until(() => arc.state.getState().live === 'stream');
  clock.advance(100);
  await until(() => broker.count('GET /utility_accounts') === 1);
});
