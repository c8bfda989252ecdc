import { isoZ } from '../data/iso.ts';
import type { VirtualClock } from '../engine/clock.ts';
import { uuidFrom } from '../engine/random.ts';
import type { Timers } from '../engine/scheduler.ts';
import type { EndpointRecord, EventRecord } from '../platform/records.ts';
import type { Store } from '../platform/store.ts';
import { signWebhook } from './signature.ts';

/**
 * Sends events to endpoints: in order for each endpoint, again after a failure, with a log of every
 * attempt.
 */
export interface Deliveries {
  /** Queues an Arc event for every enabled endpoint. Returns at once. */
  queueForArc(type: string, data: unknown): void;
  /**
   * Queues a Plug event for the organization's URL, and for the credential's own when it has one.
   */
  queueForPlug(type: string, data: unknown, alsoTo?: string | null): void;
  /** Queues one event for one endpoint. */
  queueFor(endpoint: EndpointRecord, type: string, data: unknown): EventRecord;
  /** Queues an event again; its body stays the same to the byte. */
  queueAgain(event: EventRecord): void;
  /** Sends an endpoint's events that are due. Returns at once. */
  sendDue(endpointId: string): void;
  /** Resolves when no attempt is under way. */
  settled(): Promise<void>;
  /**
   * Tells that an advance of the clock begins or ends. During one, a receiver that did not answer
   * in time fails at once from then on: its tries of a day would wait two minutes for each event.
   */
  advancing(isAdvancing: boolean): void;
  close(): void;
}

// The platform documents twelve tries within a day for Plug and nothing for Arc's. The first ones
// come quickly, because a partner's server under development restarts every few seconds.
const BACK_OFF_MS = [
  1_000, 3_000, 10_000, 30_000, 120_000, 600_000, 3_600_000, 7_200_000, 14_400_000, 21_600_000, 21_600_000,
];
const ATTEMPT_TIMEOUT_MS = 10_000;
/** Bytes of a receiver's answer that are read; characters of it that the log keeps. */
const READ_BYTES = 64 * 1024;
const KEPT_CHARACTERS = 2_000;
const NO_ANSWER: { readonly statusCode: number | null; readonly responseBody: string | null } = {
  statusCode: null,
  responseBody: null,
};
const RETENTION_MS = 30 * 86_400_000;
const KEPT_EVENTS = 5_000;

/** Makes the delivery of a store's events. */
export function createDeliveries(options: {
  store: Store;
  clock: VirtualClock;
  fetch: typeof fetch;
  realNow: () => number;
  timers: Timers;
  retry: (endpointId: string, delayMs: number) => void;
}): Deliveries {
  const { store, clock, timers } = options;
  const running = new Map<string, Promise<void>>();
  const aborter = new AbortController();
  let closed = false;
  /** URLs of receivers that did not answer in time during the advance that is under way. */
  let silent: Set<string> | undefined;

  /**
   * Returns the oldest waiting event of an endpoint. While it cannot be delivered the later ones
   * wait, so the order holds.
   */
  const oldestWaiting = (endpointId: string): EventRecord | undefined => {
    let first: EventRecord | undefined;
    for (const event of store.events.all()) {
      if (event.endpointId !== endpointId || event.state !== 'waiting') continue;
      if (first === undefined || event.order < first.order) first = event;
    }
    return first;
  };

  /** Sends an event once. A receiver that does not answer is logged like one that refuses. */
  const ask = async (endpoint: EndpointRecord, event: EventRecord): Promise<typeof NO_ANSWER> => {
    let { statusCode, responseBody } = NO_ANSWER;
    const timestamp = String(Math.floor(options.realNow() / 1000));
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    const late = new AbortController();
    const timer = timers.set(() => {
      silent?.add(endpoint.url);
      late.abort(new DOMException('The receiver did not answer in time', 'TimeoutError'));
    }, ATTEMPT_TIMEOUT_MS);
    try {
      if (endpoint.generation === 'legacy') {
        headers['Arc-Webhook-Timestamp'] = timestamp;
        headers['Arc-Webhook-Signature'] = await signWebhook(endpoint.signingKey, timestamp, event.body);
      }
      const response = await options.fetch(endpoint.url, {
        method: 'POST',
        headers,
        body: event.body,
        redirect: 'manual',
        signal: AbortSignal.any([late.signal, aborter.signal]),
      });
      statusCode = response.status;
      responseBody = await readAnswer(response);
    } catch (error) {
      // The event is sent again later.
      responseBody = statusCode === null ? null : String((error as Error).name);
    } finally {
      timers.clear(timer);
    }
    return { statusCode, responseBody };
  };

  const sendOnce = async (endpoint: EndpointRecord, event: EventRecord): Promise<boolean> => {
    const { statusCode, responseBody } = silent?.has(endpoint.url) ? NO_ANSWER : await ask(endpoint, event);
    if (closed || store.events.get(event.id) === undefined) return true; // forgotten meanwhile by a reset
    const now = clock.now();
    const attempts = [
      ...event.attempts,
      { id: uuidFrom(`${event.id}:${event.attempts.length}`), statusCode, responseBody, atMs: now },
    ];
    const delivered = statusCode !== null && statusCode >= 200 && statusCode < 300;
    const delayMs = BACK_OFF_MS[event.attempts.length];
    const state = delivered ? 'delivered' : delayMs === undefined ? 'given-up' : 'waiting';
    store.events.update(event.id, { attempts, state, updatedAtMs: now, nextAttemptAtMs: now + (delayMs ?? 0) });
    if (state === 'waiting' && delayMs !== undefined) options.retry(endpoint.id, delayMs);
    return state !== 'waiting';
  };

  const sendWaiting = async (endpointId: string): Promise<void> => {
    for (;;) {
      const endpoint = store.endpoints.get(endpointId);
      const event = oldestWaiting(endpointId);
      if (closed || endpoint === undefined || event === undefined || event.nextAttemptAtMs > clock.now()) return;
      if (!(await sendOnce(endpoint, event))) return;
    }
  };

  const deliveries: Deliveries = {
    queueForArc(type, data) {
      for (const endpoint of store.endpoints.all()) {
        if (endpoint.generation === 'legacy' && endpoint.enabled) deliveries.queueFor(endpoint, type, data);
      }
    },
    queueForPlug(type, data, alsoTo = null) {
      for (const endpoint of store.endpoints.all()) {
        if (endpoint.generation === 'plug' && endpoint.enabled) deliveries.queueFor(endpoint, type, data);
      }
      if (alsoTo === null) return;
      const own = store.endpoints.find((endpoint) => endpoint.generation === 'plug' && endpoint.url === alsoTo);
      if (own?.enabled === true) return; // it is the organization's, which has just been sent this
      const endpoint = own ?? {
        id: store.nextUuid('plug-endpoint'),
        generation: 'plug' as const,
        url: alsoTo,
        signingKey: '',
        enabled: false, // only for the credentials that name it
        arcVersion: '2024-02-21',
        configured: false,
        createdAtMs: clock.now(),
        updatedAtMs: clock.now(),
      };
      if (own === undefined) store.endpoints.put(endpoint);
      deliveries.queueFor(endpoint, type, data);
    },
    queueFor(endpoint, type, data) {
      const now = clock.now();
      const id = store.nextUuid('webhook-event');
      const body =
        endpoint.generation === 'legacy'
          ? { type, created_at: isoZ(now), data }
          : { id, type, createdAt: isoZ(now), data };
      forgetOld(store, now);
      const event = store.events.put({
        id,
        endpointId: endpoint.id,
        order: store.count('webhook-order'),
        type,
        body: JSON.stringify(body),
        state: 'waiting',
        nextAttemptAtMs: now,
        attempts: [],
        createdAtMs: now,
        updatedAtMs: now,
      });
      deliveries.sendDue(endpoint.id);
      return event;
    },
    queueAgain(event) {
      store.events.update(event.id, { state: 'waiting', nextAttemptAtMs: clock.now(), attempts: event.attempts });
      deliveries.sendDue(event.endpointId);
    },
    sendDue(endpointId) {
      if (running.has(endpointId)) return;
      // Deferred: whoever queues an event finishes its change of state first, so that a receiver
      // that reads back at once sees it.
      const run = Promise.resolve()
        .then(() => sendWaiting(endpointId))
        .finally(() => {
          running.delete(endpointId);
          const next = oldestWaiting(endpointId);
          if (!closed && next !== undefined && next.nextAttemptAtMs <= clock.now() && store.endpoints.get(endpointId)) {
            deliveries.sendDue(endpointId);
          }
        });
      running.set(endpointId, run);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running.values());
    },
    advancing(isAdvancing) {
      silent = isAdvancing ? new Set() : undefined;
    },
    close() {
      closed = true;
      aborter.abort();
    },
  };
  return deliveries;
}

/**
 * Reads the start of a receiver's answer, and says where it was cut. The rest is never received.
 */
async function readAnswer(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) return text.slice(0, KEPT_CHARACTERS);
    const room = READ_BYTES - bytes;
    bytes += piece.value.length;
    if (text.length < KEPT_CHARACTERS) text += decoder.decode(piece.value.subarray(0, room), { stream: true });
    if (bytes <= READ_BYTES) continue;
    // Nobody waits for the end of this: a receiver that never closes must not hold up the next
    // event.
    void reader?.cancel().catch(() => undefined);
    return `${text.slice(0, KEPT_CHARACTERS)} … cut after ${READ_BYTES} bytes`;
  }
}

/** Events are kept thirty days, and never so many that a long run grows without end. */
function forgetOld(store: Store, now: number): void {
  const surplus = store.events.size - KEPT_EVENTS;
  if (surplus < 0 && now - (store.events.all()[0]?.createdAtMs ?? now) < RETENTION_MS) return;
  for (const [index, event] of [...store.events.all()].entries()) {
    const old = now - event.createdAtMs > RETENTION_MS || index < surplus;
    if (!old) return;
    if (event.state !== 'waiting') store.events.remove(event.id);
  }
}
