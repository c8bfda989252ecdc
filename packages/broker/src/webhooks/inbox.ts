import { fingerprint, isOneOf, parseExact } from '../encoding.ts';
import { narrowWebhook, type Row, rowOf } from '../narrow/index.ts';
import type { ResolvedOptions } from '../options.ts';
import type { Ownership } from '../ownership.ts';
import { Problem } from '../problem.ts';
import { recipientsOf } from './recipients.ts';
import { verifyWebhook } from './verify.ts';

const STORE_RETRY_S = 5;
/** Outcome of an event for several users: the first of these that applies to one of them. */
const OUTCOMES = ['too-large', 'stored', 'duplicate'] as const;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Receives webhooks: checks the sender, stores the event for every user it concerns, and
 * acknowledges only after that.
 */
export class WebhookInbox {
  readonly #options: ResolvedOptions;
  readonly #ownership: Ownership;

  constructor(options: ResolvedOptions, ownership: Ownership) {
    this.#options = options;
    this.#ownership = ownership;
  }

  /**
   * Stores a signed Arc webhook.
   * @throws {Problem} `webhook-invalid`, or `unavailable`: send it again.
   */
  async receiveArc(headers: Headers, body: () => Promise<Bytes>): Promise<void> {
    const raw = await uncompressed(headers, body);
    const { now, observe, webhookKeys } = this.#options;
    const keyIndex = await verifyWebhook(headers, raw, await webhookKeys, now());
    if (keyIndex === null) {
      observe({ kind: 'webhook', source: 'arc', outcome: 'refused', keyIndex: null });
      throw new Problem('webhook-invalid');
    }
    await this.#store('arc', raw, keyIndex);
  }

  /**
   * Stores a Plug webhook.
   * @throws {Problem} As {@link receiveArc}; `not-found`: the secret in the path is wrong.
   */
  async receivePlug(secret: string, headers: Headers, body: () => Promise<Bytes>): Promise<void> {
    const { observe, plugWebhookDigests } = this.#options;
    if (!(await isOneOf(secret, await plugWebhookDigests))) {
      observe({ kind: 'webhook', source: 'plug', outcome: 'refused', keyIndex: null });
      throw new Problem('not-found');
    }
    await this.#store('plug', await uncompressed(headers, body), null);
  }

  /** Resolves only once the event is stored for every user it concerns. */
  async #store(source: 'arc' | 'plug', raw: Bytes, keyIndex: number | null): Promise<void> {
    const {
      observe,
      store: { events, holders },
    } = this.#options;
    const event = parse(raw);
    const marker = `${source}:${await fingerprint(raw)}`;
    try {
      const users = await recipientsOf(event, holders);
      // Acknowledged, because a retry would have the same body. The partner sees it in the metric.
      if (users === null) return observe({ kind: 'webhook', source, outcome: 'invalid-user', keyIndex });
      const outcomes: string[] = [];
      if (users.length === 0 && (await events.append(null, '', marker)) === 'duplicate') outcomes.push('duplicate');
      for (const user of users) {
        // Hashed, so that no key of the store contains a user id.
        outcomes.push(await events.append(user, narrowWebhook(event, user), `${marker}:${await fingerprint(user)}`));
        this.#ownership.forget(user);
      }
      observe({
        kind: 'webhook',
        source,
        outcome: OUTCOMES.find((word) => outcomes.includes(word)) ?? 'nobody',
        keyIndex,
      });
    } catch (cause) {
      observe({ kind: 'webhook', source, outcome: 'unavailable', keyIndex });
      throw new Problem('unavailable', { retryAfterS: STORE_RETRY_S, cause });
    }
  }
}

/**
 * Reads the body.
 * @throws {Problem} `webhook-invalid`: it is compressed, so the signature would cover other bytes.
 */
async function uncompressed(headers: Headers, body: () => Promise<Bytes>): Promise<Bytes> {
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw new Problem('webhook-invalid', { status: 400 });
  return await body();
}

function parse(bytes: Bytes): Row {
  try {
    return rowOf(parseExact(bytes));
  } catch (cause) {
    throw new Problem('webhook-invalid', { status: 400, detail: 'The body is not a JSON object.', cause });
  }
}
