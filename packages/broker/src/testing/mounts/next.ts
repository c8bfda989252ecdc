import type { Broker } from '@arc-elements/broker';

/**
 * In `app/api/arc/[...path]/route.ts`: `export const GET = handlerOf(broker)`, and the same for
 * each other method.
 */
export function handlerOf(broker: Pick<Broker, 'fetch'>): (request: Request) => Promise<Response> {
  return (request) => {
    const target = new URL(request.url);
    target.pathname = target.pathname.slice('/api/arc'.length);
    const inner = new Request(target, request);
    // Next compresses by itself and drops the header of a compressed answer.
    inner.headers.delete('accept-encoding');
    return broker.fetch(inner);
  };
}
