import type { ArcError } from '@arc-elements/models';
import { type ArcClient, clientOver } from './client.ts';
import { LazyPersonEvents } from './events/lazy-person-events.ts';
import type { PersonEventsOptions } from './events/person-events.ts';
import type { Call, Transport } from './transport.ts';

/** What a `Person` is made of. */
export interface PersonOptions {
  /** Which person of the session this is, counted from 1. */
  readonly number: number;
  /** Whom the tokens are for, where that is known already. */
  readonly subject: string | null | undefined;
  readonly transport: Transport;
  /** Resolves when there is a token, and with it the subject. */
  readonly token: (signal: AbortSignal) => Promise<unknown>;
  /** A request of this person failed. */
  readonly failed: (error: ArcError) => void;
  /**
   * Options of the event stream. `name` gives the same text in all tabs at one broker; `undefined`:
   * tabs share no stream.
   */
  readonly events: Omit<PersonEventsOptions, 'open' | 'name'> & { readonly name: (() => string) | undefined };
}

/**
 * One signed-in person: endpoints and event stream. `end` ends both, and every later request is
 * refused.
 */
export class Person {
  readonly number: number;
  /** Whom the tokens are for: `undefined` before the first one, `null` when they do not say. */
  subject: string | null | undefined;
  readonly events: LazyPersonEvents;
  readonly #client: ArcClient;
  readonly #ended = new AbortController();

  constructor({ number, subject, transport, token, failed, events }: PersonOptions) {
    this.number = number;
    this.subject = subject;
    const own = endingWith(this.signal, transport, failed);
    const user = async (signal?: AbortSignal) => {
      await token(either(this.signal, signal));
      return this.subject ?? null;
    };
    this.#client = clientOver(own, { user, ownsIds: false });
    const { name } = events;
    const sharedName = async () => {
      const told = await user();
      return told === null ? null : `${name?.()}:${told}`;
    };
    this.events = new LazyPersonEvents({
      ...events,
      name: name === undefined ? undefined : sharedName,
      open: (headers, signal) => own.open('/events', { headers, signal }),
    });
  }

  /** Aborted when the person goes, with the reason. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Ends every request and the event stream. */
  end(reason: ArcError): void {
    this.#ended.abort(reason);
    this.events.end();
  }

  /**
   * Calls an endpoint. Rejects with the reason of `end` if the person left before the answer was
   * ready.
   */
  async call(family: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const answer = await (this.#client as unknown as Endpoints)[family]?.[method]?.(...args);
    if (this.signal.aborted) throw this.signal.reason;
    return answer;
  }

  /**
   * Endpoints that use whichever person is current when one is called. A call that needs several
   * requests makes them all for that person.
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
 * A transport that ends its requests, and refuses further ones, when `ended` aborts. Other failures
 * go to `failed`.
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

const either = (ended: AbortSignal, signal: AbortSignal | undefined): AbortSignal =>
  signal === undefined ? ended : AbortSignal.any([ended, signal]);
