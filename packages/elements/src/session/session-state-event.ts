/** New status of the session. A failure is reported as `arc-error` instead. */
export type SessionEventStatus = 'ready' | 'expired' | 'signed-out';

/** Change of the status of a session. */
export interface ArcSessionStateDetail {
  readonly status: SessionEventStatus;
}

/** `arc-session-ready`, `arc-session-expired` or `arc-session-signed-out`: the new status. */
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
