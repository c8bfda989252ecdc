/** Which way the session went; `failed` is reported as `arc-error` instead. */
export type SessionEventStatus = 'ready' | 'expired' | 'signed-out';

/** The state the session is in now. */
export interface ArcSessionStateDetail {
  readonly status: SessionEventStatus;
}

/** `arc-session-ready`, `arc-session-expired` or `arc-session-signed-out`: the session reached that state. */
export class ArcSessionStateEvent extends CustomEvent<ArcSessionStateDetail> {
  constructor(status: SessionEventStatus) {
    super(`arc-session-${status}`, { detail: { status }, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-session-ready': ArcSessionStateEvent;
    'arc-session-expired': ArcSessionStateEvent;
    'arc-session-signed-out': ArcSessionStateEvent;
  }
}
