import type { ImportedMeter } from './data/import.ts';
import type { Timers } from './engine/scheduler.ts';
import type { AnswerScenarioName } from './faults/answer-scenarios.ts';
import type { Seed } from './platform/store.ts';
import type { Recording } from './recorded/recording.ts';

/** A webhook receiver that exists from the start and survives a reset. */
export interface ConfiguredWebhook {
  readonly url: string;
  /** Key that signs. */
  readonly key: string;
}

/** A file that is a meter of a user from the start, connected and active. */
export interface ConfiguredImport {
  /** Default `demo`. */
  readonly user?: string;
  readonly meter: ImportedMeter;
}

/** How to make a sandbox. Everything may be left out. */
export interface SandboxOptions {
  /** Seed of ids, homes and readings. The same seed and clock give the same bytes. Default 1. */
  readonly seed?: Seed;
  /** Where the clock stands, epoch ms. Without it the clock follows real time. */
  readonly now?: number;
  /** Follow the documented samples where they contradict themselves. Default false. */
  readonly quirks?: boolean;
  /**
   * Origins of pages that may write through the platform's routes, besides the sandbox's own. Other pages are
   * refused: a page could otherwise write with the published keys, unseen. Default none.
   */
  readonly origins?: readonly string[];
  /** Ways to answer that nobody likes, on from the start and after a reset; see `ANSWER_SCENARIOS`. Default none. */
  readonly scenarios?: readonly AnswerScenarioName[];
  /**
   * Answers of a real account. They are given in place of the sandbox's own, to whoever the sandbox would let in.
   */
  readonly recorded?: readonly Recording[];
  readonly imports?: readonly ConfiguredImport[];
  readonly webhooks?: readonly ConfiguredWebhook[];
  /** The organization's URL for Plug webhooks, for which no signature is documented. */
  readonly plugWebhook?: string;
  /** Sends webhooks. Default: the host's `fetch`. */
  readonly fetch?: typeof fetch;
  /** Real time, epoch ms. Default `Date.now`. */
  readonly realNow?: () => number;
  /** Real timers, for the running clock, and for faults that delay. */
  readonly timers?: Timers;
  /** Keeps state elsewhere; see `@arc-elements/sandbox/node` for SQLite. */
  readonly keeper?: Keeper;
}

/** Somewhere state is kept. `load` is asked once at the start, the others on every change. */
export interface Keeper {
  /** Everything kept, or `null` when nothing is. */
  load(): KeptState | null;
  /** A record changed; `null` when it was removed. */
  change(collection: string, id: string, record: unknown): void;
  /** Something besides records: the seed and the clock. */
  setting(name: string, value: unknown): void;
  /** Forgets everything. */
  clear(): void;
}

/** State as it was kept. */
export interface KeptState {
  readonly records: readonly { readonly collection: string; readonly record: { readonly id: string } }[];
  readonly settings: Readonly<Record<string, unknown>>;
}
