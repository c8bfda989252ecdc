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

/** A meter that a connected user has from the start, active. */
export interface ConfiguredImport {
  /** Default `demo`. */
  readonly user?: string;
  readonly meter: ImportedMeter;
}

/** Options of a sandbox, all optional. */
export interface SandboxOptions {
  /** Seed of ids, homes and readings. The same seed and clock give the same bytes. Default 1. */
  readonly seed?: Seed;
  /** Time at which the clock is frozen, epoch ms. Without it the clock follows real time. */
  readonly now?: number;
  /** Follow the documented samples where they contradict themselves. Default false. */
  readonly quirks?: boolean;
  /**
   * Origins of pages that may write through the platform's routes, besides the sandbox's own. Other
   * pages are refused: a page could otherwise write with the published keys, unseen. Default none.
   */
  readonly origins?: readonly string[];
  /**
   * Answer scenarios that are on from the start and after a reset; see `ANSWER_SCENARIOS`. Default
   * none.
   */
  readonly scenarios?: readonly AnswerScenarioName[];
  /**
   * Answers of a real account. They are given in place of the sandbox's own, to whoever the sandbox
   * would let in.
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
  /** Real timers, for the running clock, faults that delay, and webhooks that are not answered. */
  readonly timers?: Timers;
  /** Keeps the state outside of memory; see `@arc-elements/sandbox/node` for SQLite. */
  readonly keeper?: Keeper;
}

/** Keeps the state of a sandbox. `load` is called once at the start, the others on every change. */
export interface Keeper {
  /** Returns all that was kept, or `null` when nothing was. */
  load(): KeptState | null;
  /** Keeps a record that has changed; `null` removes it. */
  change(collection: string, id: string, record: unknown): void;
  /** Keeps the seed or the clock. */
  setting(name: string, value: unknown): void;
  /** Removes all that was kept. */
  clear(): void;
}

/** State that was kept. */
export interface KeptState {
  readonly records: readonly { readonly collection: string; readonly record: { readonly id: string } }[];
  readonly settings: Readonly<Record<string, unknown>>;
}
