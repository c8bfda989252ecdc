/** What failed, as plain data without personal data or tokens. */
export interface ArcErrorDetail {
  /** Stable code, for example `network` or `session-expired`. */
  readonly code: string;
  /** For developers' logs; not meant to be shown. */
  readonly message: string;
  /** Tag of the element that failed. */
  readonly element: string;
}

/**
 * `arc-error`: an element could not load or do something. Fired once per failure, not per retry.
 */
export class ArcErrorEvent extends CustomEvent<ArcErrorDetail> {
  constructor(detail: ArcErrorDetail) {
    super('arc-error', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-error': ArcErrorEvent;
  }
}
