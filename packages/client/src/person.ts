import type { ArcError } from '@arc-elements/models';
import { type ArcClient, clientOver } from './client.ts';
import { LazyPersonEvents } from './events/lazy-person-events.ts';
import type { PersonEventsOptions } from './events/person-events.ts';
import type { Call, Transport } from './transport.ts';

/** Options of `Person`. */
export interface PersonOptions {
  /** Number of this person in the session, from 1. */
  readonly number: number;
  readonly transport: Transport;
  /** Resolves when there is a token, so that the subject is known. */
  readonly token: (signal: AbortSignal) => Promise<unknown>;
  /** Called when a request of this person fails. */
  readonly failed: (error: ArcError) => void;
  /**
   * Options of the event stream. `name` returns the same text in all tabs at one broker. Without
   * it, tabs share no stream.
   */
  readonly events: Omit<PersonEventsOptions, 'open' | 'name'> & { readonly name: (() => string) | undefined };
}

/**
 * One signed-in person: endpoints and event stream. `end` ends both, and every later request is
 * refused.
 */
export class Person {
  readonly number: number;
  /** Subject of the tokens: `undefined` before the first token, `null` if they have none. */
  subject: string | null | undefined;
  readonly events: LazyPersonEvents;
  readonly #client: ArcClient;
  readonly #ended = new AbortController();

  constructor({ number, transport, token, failed, events }: PersonOptions) {
    this.number = number;
    const own = endingWith(this.signal, transport, failed);
    const user = async (signal?: AbortSignal) => {
      await token(either(this.signal, signal));
      return this.subject ?? null;
    };
    this.#client = clientOver(own, { user, ownsIds: false });
    const { name } = events;
    const sharedName = async () => {
      const userId = await user();
      return userId === null ? null : `${name?.()}:${userId}`;
    };
    this.events = new LazyPersonEvents({
      ...events,
      name: name === undefined ? undefined : sharedName,
      open: (headers, signal) => own.open('/events', { headers, signal }),
    });
  }

  /** Aborted when the person ends, with the reason. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Ends every request and the event stream. */
  end(reason: ArcError): void {
    this.#ended.abort(reason);
    this.events.end();
  }

  /**
   * Calls an endpoint. Rejects with the reason of `end` if the person ends before the answer is
   * ready.
   */
  async call(family: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const answer = await (this.#client as unknown as Endpoints)[family]?.[method]?.(...args);
    if (this.signal.aborted) throw this.signal.reason;
    return answer;
  }

  /**
   * Returns endpoints for the person who is current at the time of a call. A call with several
   * requests makes all of them for that person.
   */
  static endpoints(current: () => Person): ArcClient {
    const each = <T>(record: object, make: (name: string, value: object) => T) =>
      Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(name, value)]));
    return each(current().#client, (family, api) =>
      each(
        api,
        (method) =>
          (...args: readonly unknown[]) =>
            current().call(family, method, args),
      ),
    ) as unknown as ArcClient;
  }
}

type Endpoints = Record<string, Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

/**
 * Returns a transport whose requests end when `ended` aborts. Reports other failures to `failed`.
 */
function endingWith(ended: AbortSignal, transport: Transport, failed: (error: ArcError) => void): Transport {
  const run = async <T>(send: (call: Call) => Promise<T>, call: Call = {}): Promise<T> => {
    if (ended.aborted) throw ended.reason;
    try {
      return await send({ ...call, signal: either(ended, call.signal) });
    } catch (error) {
      if (!ended.aborted) failed(error as ArcError);
      throw error;
    }
  };
  return {
    json: (path, call) => run((own) => transport.json(path, own), call),
    open: (path, call) => run((own) => transport.open(path, own), call),
  };
}

/** Returns a signal that aborts with `ended` and with `signal`, if there is one. */
export const either = (ended: AbortSignal, signal: AbortSignal | undefined): AbortSignal =>
  signal === undefined ? ended : AbortSignal.any([ended, signal]);
