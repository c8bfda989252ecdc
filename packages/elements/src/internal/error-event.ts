/** What failed, in plain data: nothing of a person, no token. */
export interface ArcErrorDetail {
  /** Stable code, for example `network` or `session-expired`. */
  readonly code: string;
  /** For developers' logs; not meant to be shown. */
  readonly message: string;
  /** Tag of the element that noticed it. */
  readonly element: string;
}

/** `arc-error`: an element could not load or do something. Fired once per failure, not per retry that is still running. */
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
