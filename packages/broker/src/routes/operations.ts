import { type Route, route } from '../route.ts';

/** Health checks for operators. */
export const operationRoutes: readonly Route[] = [
  /** → 200 while the process runs. Restart the process only if this fails. */
  route('GET', '/healthz', 'public', {
    summary: 'Whether the process runs.',
    uses: [],
    handle: async () => ({ status: 'ok' }),
  }),

  /** → 200 if the process can serve requests, 503 before that and while it drains. */
  route('GET', '/readyz', 'public', {
    summary: 'Whether requests should be sent here.',
    uses: ['readiness'],
    async handle({ readiness }) {
      const { ready, reasons } = readiness();
      return Response.json({ status: ready ? 'ready' : 'not-ready', reasons }, { status: ready ? 200 : 503 });
    },
  }),
];
