import { openApiOf } from '../openapi.ts';
import { type Route, route } from '../route.ts';

/** For operators. */
export const operationRoutes: readonly Route[] = [
  /** → 200 while the process runs: restart it when this fails, and for nothing less. */
  route('GET', '/healthz', 'public', {
    summary: 'Whether the process runs.',
    handle: async () => ({ status: 'ok' }),
  }),

  /** → 200 when it can serve, 503 before that and while it drains. */
  route('GET', '/readyz', 'public', {
    summary: 'Whether requests should be sent here.',
    async handle({ readiness }) {
      const { ready, reasons } = readiness();
      return Response.json({ status: ready ? 'ready' : 'not-ready', reasons }, { status: ready ? 200 : 503 });
    },
  }),
];

/** A table with one more line: `GET /openapi.json` → 200 the OpenAPI 3.1 document of all of it. */
export function describing(others: readonly Route[]): readonly Route[] {
  let document: object | null = null;
  const self = route('GET', '/openapi.json', 'public', {
    summary: 'This document.',
    async handle() {
      document ??= openApiOf(table);
      return document;
    },
  });
  const table = [...others, self];
  return table;
}
