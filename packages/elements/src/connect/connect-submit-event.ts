/** The login that was submitted. */
export interface ArcConnectSubmitDetail {
  /**
   * Id of the login: `crd_…` at Plug, decimal digits at the legacy Arc API. `null` if Connect did not
   * report it.
   */
  readonly utilityCredentialId: string | null;
}

/** `arc-connect-submit`: the person submitted a login, which the utility has not accepted yet. */
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
