/** How Connect was opened. */
export interface ArcConnectOpenDetail {
  /** `create` for a new login, `update` to repair one. */
  readonly mode: 'create' | 'update';
}

/** `arc-connect-open`: the dialog opened. */
export class ArcConnectOpenEvent extends CustomEvent<ArcConnectOpenDetail> {
  constructor(detail: ArcConnectOpenDetail) {
    super('arc-connect-open', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-connect-open': ArcConnectOpenEvent;
  }
}
