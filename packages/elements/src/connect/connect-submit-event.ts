/** The login that was submitted. */
export interface ArcConnectSubmitDetail {
  /** The id the Connect page reports, as text: `crd_…`, or digits of the older generation; `null` when it tells none. */
  readonly utilityCredentialId: string | null;
}

/** `arc-connect-submit`: the person submitted a login; whether the utility accepts it comes later. */
export class ArcConnectSubmitEvent extends CustomEvent<ArcConnectSubmitDetail> {
  constructor(detail: ArcConnectSubmitDetail) {
    super('arc-connect-submit', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-connect-submit': ArcConnectSubmitEvent;
  }
}
