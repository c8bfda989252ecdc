import { createBroker } from '@arc-elements/broker';

// Read when the first request comes: the build has no secrets.
let broker: ReturnType<typeof createBroker> | undefined;

function handle(request: Request): Promise<Response> {
  broker ??= createBroker({
    apiUrl: process.env.ARC_API_URL ?? '',
    clientId: process.env.ARC_CLIENT_ID ?? '',
    clientSecret: process.env.ARC_CLIENT_SECRET ?? '',
    brokerKeys: [process.env.ARC_BROKER_KEY ?? ''],
    sessionKeys: [{ kid: 'k1', key: process.env.ARC_SESSION_KEY ?? '' }],
    webhookKeys: [process.env.ARC_WEBHOOK_KEY ?? ''],
    allowedOrigins: [process.env.SITE_ORIGIN ?? ''],
    sandboxMode: true,
  });
  const target = new URL(request.url);
  target.pathname = target.pathname.slice('/api/arc'.length);
  const inner = new Request(target, request);
  // Next packs by itself, and drops the header that says an answer is packed.
  inner.headers.delete('accept-encoding');
  return broker.fetch(inner);
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
