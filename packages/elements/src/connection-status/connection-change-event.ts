import type { ConnectionState } from '@arc-elements/models';

/** A change of the state of a connection. */
export interface ArcConnectionChangeDetail {
  /** Key of the connection, such as `arc:12`. */
  readonly connectionId: string;
  readonly from: ConnectionState;
  readonly to: ConnectionState;
}

/**
 * `arc-connection-change`: the shown state of a connection changed; not fired for the first one
 * shown.
 */
export class ArcConnectionChangeEvent extends CustomEvent<ArcConnectionChangeDetail> {
  constructor(detail: ArcConnectionChangeDetail) {
    super('arc-connection-change', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-connection-change': ArcConnectionChangeEvent;
  }
}
