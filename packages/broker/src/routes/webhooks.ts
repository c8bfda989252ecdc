import { asRecord } from '../body.ts';
import { fromUtf8, isOneOf, sha256, toHex } from '../encoding.ts';
import { SEGMENT } from '../ids.ts';
import { Problem } from '../problem.ts';
import type { RouteContext, ServerRoute } from '../route.ts';
import { thinEvent, userOf } from '../webhooks/thin-event.ts';
import { verifyWebhook } from '../webhooks/verify.ts';

const BODY_LIMIT = 1024 * 1024;
const STORE_RETRY_S = 5;

type Source = 'arc' | 'plug';

/** The raw bytes. @throws {Problem} `webhook-invalid` when they are packed: what was signed is then not what is read. */
async function rawBody({ request, body }: RouteContext): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = request.headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') throw new Problem('webhook-invalid', { status: 400 });
  return await body.bytes();
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  try {
    const body = asRecord(JSON.parse(fromUtf8(bytes)) as unknown);
    if (body !== null) return body;
  } catch (cause) {
    throw new Problem('webhook-invalid', { status: 400, detail: 'The body is not JSON.', cause });
  }
  throw new Problem('webhook-invalid', { status: 400, detail: 'The body is not an object.' });
}

/** Stores an event and only then says so: the 204 is a receipt. */
async function accept(
  context: RouteContext,
  source: Source,
  raw: Uint8Array<ArrayBuffer>,
  keyIndex: number | null,
): Promise<Response> {
  const { options, ownership } = context;
  const body = parse(raw);
  const data = asRecord(body.data) ?? {};
  const hash = toHex(await sha256(raw));
  const named = userOf(data) ?? userOf(body);
  // A meter names no owner; whoever lately read it is told. Others find the change when they next look.
  const users = named !== null ? [named] : typeof data.id === 'string' ? ownership.holdersOf(data.id) : [];
  try {
    let outcome: 'stored' | 'duplicate' | 'nobody' = 'nobody';
    if (users.length === 0) {
      const stored = await options.store.append(null, '', `${source}:${hash}`);
      outcome = stored === 'duplicate' ? 'duplicate' : 'nobody';
    }
    for (const user of users) {
      outcome = await options.store.append(user, thinEvent(body, data, user).data, `${source}:${hash}:${user}`);
      ownership.forget(user);
    }
    options.observe({ kind: 'webhook', source, outcome, keyIndex });
    return new Response(null, { status: 204 });
  } catch (cause) {
    options.observe({ kind: 'webhook', source, outcome: 'unavailable', keyIndex });
    throw new Problem('unavailable', { retryAfterS: STORE_RETRY_S, cause });
  }
}

/**
 * `POST /webhooks/arc` → 204 once the event is stored; a body seen before gets the same answer and is not sent again.
 * Problems: 401 `webhook-invalid` (signature, age), 400 `webhook-invalid` (body), 413, 503 `unavailable`: try again.
 */
export const arcWebhook: ServerRoute = {
  method: 'POST',
  path: '/webhooks/arc',
  summary: 'Takes a signed webhook of the platform.',
  access: 'webhook',
  bodyLimit: BODY_LIMIT,
  async handle(context) {
    const { request, options } = context;
    const raw = await rawBody(context);
    const verdict = await verifyWebhook(request.headers, raw, options.webhookKeys, options.now());
    if (!verdict.ok) {
      options.observe({ kind: 'webhook', source: 'arc', outcome: 'refused', keyIndex: null });
      throw new Problem('webhook-invalid');
    }
    return await accept(context, 'arc', raw, verdict.keyIndex);
  },
};

/** `POST /webhooks/plug/:secret` → 204. A wrong secret is 404, as any path that does not exist. */
export const plugWebhook: ServerRoute = {
  method: 'POST',
  path: '/webhooks/plug/:secret',
  summary: 'Takes a Plug webhook at a secret path.',
  access: 'webhook',
  params: { secret: SEGMENT },
  bodyLimit: BODY_LIMIT,
  async handle(context) {
    const { options, params } = context;
    if (!(await isOneOf(params.secret ?? '', await options.plugWebhookDigests))) {
      options.observe({ kind: 'webhook', source: 'plug', outcome: 'refused', keyIndex: null });
      throw new Problem('not-found');
    }
    return await accept(context, 'plug', await rawBody(context), null);
  },
};
