import { createHmac } from 'node:crypto';
import { type Broker, createBroker } from '../broker.ts';
import type { BrokerEvent } from '../broker-event.ts';
import type { BrokerOptions } from '../broker-options.ts';
import { CANARIES, FakePlatform } from './fake-platform.ts';

export const ORIGIN = 'https://partner.example';
export const OTHER_ORIGIN = 'https://second.example';
export const BROKER_KEY = 'CANARY-broker-key-1';
export const WEBHOOK_KEY = 'CANARY-webhook-key';
export const PLUG_SECRET = 'CANARY-plug-secret';
/** base64url of 32 bytes. */
export const SESSION_KEY = 'Q0FOQVJZLXNlc3Npb24ta2V5LTAxMjM0NTY3ODkwMTI';

/** A broker over a fake platform, with a clock that the test moves. */
export interface TestBroker {
  readonly broker: Broker;
  readonly platform: FakePlatform;
  readonly events: BrokerEvent[];
  readonly clock: { now: number };
  /** Sends one request, by path. */
  call(method: string, path: string, init?: CallInit): Promise<Response>;
  /** A session token. */
  token(user: string, options?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Delivers a signed Arc webhook; a string is sent unchanged. */
  webhook(body: unknown, overrides?: { timestamp?: string; signature?: string; key?: string }): Promise<Response>;
}

export interface CallInit {
  readonly token?: string;
  readonly origin?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export function createTestBroker(overrides: Partial<BrokerOptions> = {}): TestBroker {
  const platform = new FakePlatform();
  const events: BrokerEvent[] = [];
  const clock = { now: Date.UTC(2026, 5, 1, 12) };
  const broker = createBroker({
    apiUrl: 'https://api.platform.example',
    clientId: CANARIES.clientId,
    clientSecret: CANARIES.clientSecret,
    switch: { url: 'https://switch.platform.example', appId: CANARIES.appId, appKey: CANARIES.appKey },
    brokerKeys: [BROKER_KEY, 'CANARY-broker-key-2'],
    sessionKeys: [{ kid: 'k1', key: SESSION_KEY }],
    webhookKeys: ['CANARY-older-webhook-key', WEBHOOK_KEY],
    plugWebhookSecret: PLUG_SECRET,
    allowedOrigins: [ORIGIN, OTHER_ORIGIN],
    transport: platform.transport,
    observe: (event) => events.push(event),
    now: () => clock.now,
    monotonic: () => clock.now - Date.UTC(2026, 0, 1),
    random: () => 0.5,
    ...overrides,
  });
  const call: TestBroker['call'] = (method, path, { token, origin, body, headers, signal } = {}) =>
    broker.fetch(
      new Request(`http://broker.example${path}`, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(origin === undefined ? {} : { origin }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : {
              body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
            }),
        ...(signal === undefined ? {} : { signal }),
      }),
    );
  return {
    broker,
    platform,
    events,
    clock,
    call,
    async token(user, options = {}) {
      const answer = await call('POST', '/sessions', { token: BROKER_KEY, body: { user, ...options } });
      const body = (await answer.json()) as { token?: string };
      if (body.token === undefined) throw new Error(`no session: ${answer.status}`);
      return body.token;
    },
    async webhook(body, { timestamp = String(Math.floor(clock.now / 1000)), key = WEBHOOK_KEY, signature } = {}) {
      const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
      const mac = createHmac('sha256', key).update(`${timestamp}.`).update(raw).digest('hex');
      return await call('POST', '/webhooks/arc', {
        body: raw,
        headers: { 'arc-webhook-timestamp': timestamp, 'arc-webhook-signature': signature ?? mac },
      });
    },
  };
}

/** Returns the status and the code of a problem document: `404 not-found`. */
export async function problemOf(response: Response): Promise<string> {
  const body = (await response.json()) as { type: string; status: number };
  if (response.headers.get('content-type') !== 'application/problem+json') throw new Error('not a problem document');
  return `${response.status} ${body.type.slice(body.type.lastIndexOf('/') + 1)}`;
}

/** Opens an event stream. @throws {Error} It was refused. */
export async function openEvents({ call }: TestBroker, token: string, lastEventId?: string): Promise<EventReader> {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const answer = await call('GET', '/events', { token, headers });
  if (answer.status !== 200) throw new Error(`no stream: ${answer.status}`);
  return new EventReader(answer);
}

/** Reads server-sent events one at a time; `next` rejects when the stream ends first. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(response: Response) {
    if (response.body === null) throw new Error('no body');
    this.#reader = response.body.getReader();
  }

  /** Returns the next message. The opening frame, which has no event, is skipped. */
  async next(): Promise<{ event: string; id: string; data: { type?: string; data?: Record<string, unknown> } }> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end === -1) {
        const { done, value } = await this.#reader.read();
        if (done) throw new Error('the stream has ended');
        this.#text += this.#decoder.decode(value, { stream: true });
        continue;
      }
      const block = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 2);
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      if (field('event') !== '') return { event: field('event'), id: field('id'), data: JSON.parse(field('data')) };
    }
  }

  /** Returns true if the stream has ended. Messages that are still in it are dropped. */
  async ended(): Promise<boolean> {
    for (;;) if ((await this.#reader.read()).done) return true;
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }
}
