import { openApiOf } from '../openapi.ts';
import type { Route, ServerRoute } from '../route.ts';

/** `GET /healthz` → 200 while the process runs: restart it when this fails, and for nothing less. */
export const healthz: ServerRoute = {
  method: 'GET',
  path: '/healthz',
  summary: 'Whether the process runs.',
  access: 'public',
  handle: async () => Response.json({ status: 'ok' }),
};

/** `GET /readyz` → 200 when it can serve, 503 before that and while it drains. */
export const readyz: ServerRoute = {
  method: 'GET',
  path: '/readyz',
  summary: 'Whether requests should be sent here.',
  access: 'public',
  async handle({ readiness }) {
    const { ready, reasons } = readiness();
    return Response.json({ status: ready ? 'ready' : 'not-ready', reasons }, { status: ready ? 200 : 503 });
  },
};

/** `GET /openapi.json` → 200 the OpenAPI 3.1 document of the table it is part of. */
export function openApi(table: () => readonly Route[]): ServerRoute {
  let document: Record<string, unknown> | null = null;
  return {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document.',
    access: 'public',
    handle: async () => {
      document ??= openApiOf(table());
      return Response.json(document);
    },
  };
}
