import { type ChangeListener, type Collection, createCollection } from '../engine/collection.ts';
import { hash128, uuidFrom } from '../engine/random.ts';
import type { Job } from '../engine/scheduler.ts';
import type {
  AccessTokenRecord,
  AccountRecord,
  ConnectTokenRecord,
  CounterRecord,
  CredentialRecord,
  EndpointRecord,
  EventRecord,
  MeterRecord,
  SwitchAccountRecord,
  UserRecord,
} from './records.ts';

/** Seed of everything that is drawn: ids, homes, readings. */
export type Seed = string | number;

/** Everything the sandbox knows, by kind. */
export interface Store {
  readonly users: Collection<UserRecord>;
  readonly credentials: Collection<CredentialRecord>;
  readonly accounts: Collection<AccountRecord>;
  readonly meters: Collection<MeterRecord>;
  readonly endpoints: Collection<EndpointRecord>;
  readonly events: Collection<EventRecord>;
  readonly connectTokens: Collection<ConnectTokenRecord>;
  readonly accessTokens: Collection<AccessTokenRecord>;
  readonly switchAccounts: Collection<SwitchAccountRecord>;
  readonly jobs: Collection<Job>;
  readonly counters: Collection<CounterRecord>;
  readonly collections: readonly Collection<{ readonly id: string }>[];
  seed: Seed;
  /** The next number of a series, from 1. */
  count(series: string): number;
  /** The next legacy id: an integer that depends on the seed and on what was made before. */
  nextInteger(series: string): number;
  /** The next UUID of a series. */
  nextUuid(series: string): string;
}

/** Makes an empty store. */
export function createStore(seed: Seed, changed: ChangeListener): Store {
  const make = <T extends { readonly id: string }>(name: string): Collection<T> => createCollection<T>(name, changed);
  const counters = make<CounterRecord>('counters');
  const kept = {
    users: make<UserRecord>('users'),
    credentials: make<CredentialRecord>('credentials'),
    accounts: make<AccountRecord>('accounts'),
    meters: make<MeterRecord>('meters'),
    endpoints: make<EndpointRecord>('endpoints'),
    events: make<EventRecord>('events'),
    connectTokens: make<ConnectTokenRecord>('connect_tokens'),
    accessTokens: make<AccessTokenRecord>('access_tokens'),
    switchAccounts: make<SwitchAccountRecord>('switch_accounts'),
    jobs: make<Job>('jobs'),
    counters,
  };
  const count = (series: string): number => {
    const value = (counters.get(series)?.value ?? 0) + 1;
    counters.put({ id: series, value });
    return value;
  };
  const store: Store = {
    ...kept,
    collections: Object.values(kept) as unknown as readonly Collection<{ readonly id: string }>[],
    seed,
    count,
    // Kinds start far apart, so that an id of one kind is not by chance an id of another.
    nextInteger: (series) => 10_000 + (hash128(`${store.seed}:${series}`)[0] % 90_000) * 100 + count(series),
    nextUuid: (series) => uuidFrom(`${store.seed}:${series}:${count(series)}`),
  };
  return store;
}
