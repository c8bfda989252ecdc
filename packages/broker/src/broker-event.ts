import type { TokenCause } from './upstream/token-request.ts';

/** Something that happened, for logs and metrics. Holds no token, no path as it was asked for, no id of a person and no body. */
export type BrokerEvent =
  | {
      readonly kind: 'request';
      readonly method: string;
      /** The template, such as `/plug/meters/:id`, or `unmatched`. */
      readonly route: string;
      readonly status: number;
      readonly code: string | null;
      readonly durationMs: number;
      readonly requestId: string;
    }
  | { readonly kind: 'upstream'; readonly family: string /** 0: no answer. */; readonly status: number }
  /** A platform token was asked for; `cause` says why there is none, and is `null` when there is one. */
  | { readonly kind: 'token'; readonly ok: boolean; readonly cause: TokenCause | null }
  /** A page of this origin was refused; told once an hour for each, and for a hundred of them at most. */
  | { readonly kind: 'origin-refused'; readonly origin: string }
  /** The platform answered with somebody else's data; the answer was dropped. Look into it. */
  | { readonly kind: 'foreign-data'; readonly resource: string }
  | {
      readonly kind: 'webhook';
      readonly source: 'arc' | 'plug';
      /**
       * `too-large`: stored as a word to read everything again. `invalid-user`: it names two users, or what can be no user, so it was
       * dropped.
       */
      readonly outcome: 'stored' | 'too-large' | 'duplicate' | 'nobody' | 'invalid-user' | 'refused' | 'unavailable';
      /** Which of the configured keys matched, from 0; `null` when none did or none is used. */
      readonly keyIndex: number | null;
    }
  /** Seconds by which this machine's clock is ahead of the platform's; told when they are a minute apart, and when no longer. */
  | { readonly kind: 'clock'; readonly aheadS: number }
  /** The store cannot be used, told when that begins and once a minute, or can be used again. */
  | {
      readonly kind: 'store';
      readonly available: boolean;
      /** A word of a closed list, such as `refused`; `null` when it is available. */
      readonly cause: string | null;
      /** Failed tries since it began. */
      readonly failures: number;
      /** Seconds since it began. */
      readonly forS: number;
    }
  | { readonly kind: 'streams'; readonly open: number }
  | { readonly kind: 'stream-closed'; readonly reason: string }
  /** A defect or an outage inside the broker; `message` comes from our own code or the runtime. */
  | { readonly kind: 'fault'; readonly where: string; readonly error: unknown };
