import { fingerprint, isOneOf, parseJson } from '../encoding.ts';
import type { Store } from '../events/store.ts';
import { METER_ID, SEGMENT, USER } from '../ids.ts';
import { narrowWebhook, type WebhookSubject, webhookSubject } from '../narrow/index.ts';
import { Problem } from '../problem.ts';
import { type Route, type RouteContext, route } from '../route.ts';
import { verifyWebhook } from '../webhooks/verify.ts';

const BODY_LIMIT = 1024 * 1024;
const STORE_RETRY_S = 5;

/** The raw bytes. @throws {Problem} `webhook-invalid` when they are packed: what was signed is then not what is read. */
async function rawBody({ request, bytes }: RouteContext): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw new Problem('webhook-invalid', { status: 400 });
  return await bytes();
}

function parse(bytes: Uint8Array): WebhookSubject {
  try {
    return webhookSubject(parseJson(bytes));
  } catch (cause) {
    throw new Problem('webhook-invalid', { status: 400, detail: 'The body is not a JSON object.', cause });
  }
}

/** A meter names no owner: whoever lately read it is told. Others find the change when they next look. */
async function recipients({ user, id }: WebhookSubject, store: Store): Promise<readonly string[]> {
  if (user !== null && USER.test(user)) return [user];
  return id !== null && METER_ID.test(id) ? await store.holdersOf(id) : [];
}

/** Stores an event for everybody it is about, and only then says so: the 204 is a receipt. */
async function accept(
  { options: { store, observe }, ownership }: RouteContext,
  source: 'arc' | 'plug',
  raw: Uint8Array<ArrayBuffer>,
  keyIndex: number | null,
): Promise<void> {
  const subject = parse(raw);
  const marker = `${source}:${await fingerprint(raw)}`;
  try {
    const users = await recipients(subject, store);
    let outcome: 'stored' | 'duplicate' | 'nobody' = 'nobody';
    if (users.length === 0 && (await store.append(null, '', marker)) === 'duplicate') outcome = 'duplicate';
    for (const each of users) {
      // The user's id is in no key of the store.
      outcome = await store.append(each, narrowWebhook(subject.body, each), `${marker}:${await fingerprint(each)}`);
      ownership.forget(each);
    }
    observe({ kind: 'webhook', source, outcome, keyIndex });
  } catch (cause) {
    observe({ kind: 'webhook', source, outcome: 'unavailable', keyIndex });
    throw new Problem('unavailable', { retryAfterS: STORE_RETRY_S, cause });
  }
}

/** What the platform tells. A body seen before gets the same 204 and is not sent again. */
export const webhookRoutes: readonly Route[] = [
  /**
   * → 204 once the event is stored. Problems: 401 `webhook-invalid` (signature, age), 400 `webhook-invalid` (body), 413,
   * 503 `unavailable`: try again.
   */
  route('POST', '/webhooks/arc', 'webhook', {
    summary: 'Takes a signed webhook of the platform.',
    bodyLimit: BODY_LIMIT,
    status: 204,
    async handle(context) {
      const { request, options } = context;
      const raw = await rawBody(context);
      const keyIndex = await verifyWebhook(request.headers, raw, await options.webhookKeys, options.now());
      if (keyIndex === null) {
        options.observe({ kind: 'webhook', source: 'arc', outcome: 'refused', keyIndex: null });
        throw new Problem('webhook-invalid');
      }
      await accept(context, 'arc', raw, keyIndex);
    },
  }),

  /** → 204. A wrong secret is 404, as any path that does not exist. */
  route('POST', '/webhooks/plug/:secret', 'webhook', {
    summary: 'Takes a Plug webhook at a secret path.',
    params: { secret: SEGMENT },
    bodyLimit: BODY_LIMIT,
    status: 204,
    async handle(context) {
      const { options, params } = context;
      if (!(await isOneOf(params.secret ?? '', await options.plugWebhookDigests))) {
        options.observe({ kind: 'webhook', source: 'plug', outcome: 'refused', keyIndex: null });
        throw new Problem('not-found');
      }
      await accept(context, 'plug', await rawBody(context), null);
    },
  }),
];
