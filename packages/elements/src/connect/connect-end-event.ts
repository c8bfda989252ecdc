/**
 * How one opening of Connect ended. `LOGIN_SUCCESS`: the utility accepted the login at once.
 * `PENDING`: the login was submitted and is being checked. `NO_SUBMIT`: the dialog was closed
 * before a login was submitted. `UNKNOWN`: the Connect page reported a status that is not known.
 * Only with the older script (`connect-script`): `REJECTED`: the utility did not accept the login.
 * `TIMED_OUT`: the utility has not answered yet. `ERROR`: Connect failed.
 */
export type ConnectEndStatus =
  | 'LOGIN_SUCCESS'
  | 'PENDING'
  | 'NO_SUBMIT'
  | 'REJECTED'
  | 'TIMED_OUT'
  | 'ERROR'
  | 'UNKNOWN';

/** How one opening of Connect ended. */
export interface ArcConnectEndDetail {
  readonly status: ConnectEndStatus;
}

/** `arc-connect-end`: the dialog closed; fired exactly once for each `arc-connect-open`. */
export class ArcConnectEndEvent extends CustomEvent<ArcConnectEndDetail> {
  constructor(detail: ArcConnectEndDetail) {
    super('arc-connect-end', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-connect-end': ArcConnectEndEvent;
  }
}
