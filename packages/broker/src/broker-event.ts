/**
 * Why the platform gave no token; a fixed list for log, metric and `/readyz`:
 *
 * - `token-refused`: it does not accept the client id and secret.
 * - `token-unreachable`: there was no answer in time.
 * - `token-answer-invalid`: the answer is not that of a token route.
 * - `token-rate-limited`: there were too many token requests.
 * - `token-unavailable`: the platform reported a failure or a timeout of its own.
 */
export type TokenCause =
  | 'token-refused'
  | 'token-unreachable'
  | 'token-answer-invalid'
  | 'token-rate-limited'
  | 'token-unavailable';

/**
 * Something that happened, for logs and metrics. Holds no token, no requested path, no id of a
 * person and no body.
 */
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
  | {
      readonly kind: 'upstream';
      readonly family: string;
      /** HTTP status; 0 if there was no answer. */
      readonly status: number;
    }
  /** A platform token was requested; `cause` says why that failed and is `null` if it succeeded. */
  | { readonly kind: 'token'; readonly ok: boolean; readonly cause: TokenCause | null }
  /** A page of this origin was refused. Reported once an hour for each of at most 100 origins. */
  | { readonly kind: 'origin-refused'; readonly origin: string }
  /** The platform answered with another user's data, and the answer was dropped. Investigate it. */
  | { readonly kind: 'foreign-data'; readonly resource: string }
  | {
      readonly kind: 'webhook';
      readonly source: 'arc' | 'plug';
      /**
       * `too-large`: stored as a request to read everything again. `nobody`: it concerns no user.
       * `invalid-user`: dropped, because it names two users or something that is no valid user id.
       */
      readonly outcome: 'stored' | 'too-large' | 'duplicate' | 'nobody' | 'invalid-user' | 'refused' | 'unavailable';
      /** Index of the configured key that matched; `null` if none did or none is used. */
      readonly keyIndex: number | null;
    }
  /** The clocks of this machine and the platform differ by a minute or more, or no longer do. */
  | {
      readonly kind: 'clock';
      /** Seconds by which this machine's clock is ahead. */
      readonly aheadS: number;
    }
  /**
   * The store cannot be used (reported when that begins and then once a minute), or it can be used
   * again.
   */
  | {
      readonly kind: 'store';
      readonly available: boolean;
      /** One of a fixed set of words, such as `refused`; `null` if the store is available. */
      readonly cause: string | null;
      /** Failed attempts since the outage began. */
      readonly failures: number;
      /** Seconds since the outage began. */
      readonly forS: number;
    }
  | { readonly kind: 'streams'; readonly open: number }
  | { readonly kind: 'stream-closed'; readonly reason: string }
  /** A defect or an outage inside the broker. */
  | { readonly kind: 'fault'; readonly where: string; readonly error: unknown };
