/**
 * How one opening of Connect ended. `LOGIN_SUCCESS`: the utility accepted the login at once. `PENDING`: it was submitted and
 * is being checked. `NO_SUBMIT`: closed before anything was submitted. `UNKNOWN`: the Connect page said a word we do not know.
 * From the older script alone (`connect-script`): `REJECTED`, the utility did not accept the login; `TIMED_OUT`, it has not
 * answered yet; `ERROR`, Connect itself failed.
 */
export type ConnectEndStatus =
  | 'LOGIN_SUCCESS'
  | 'PENDING'
  | 'NO_SUBMIT'
  | 'REJECTED'
  | 'TIMED_OUT'
  | 'ERROR'
  | 'UNKNOWN';

/** The end of one opening. */
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
