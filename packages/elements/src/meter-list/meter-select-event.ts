/** The selected meter. */
export interface ArcMeterSelectDetail {
  /** Id such as `mtr_…`, for `meter-id` of `arc-interval-chart`. */
  readonly meterId: string;
}

/** `arc-meter-select`: the person asked to see a meter's usage. */
export class ArcMeterSelectEvent extends CustomEvent<ArcMeterSelectDetail> {
  constructor(detail: ArcMeterSelectDetail) {
    super('arc-meter-select', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-meter-select': ArcMeterSelectEvent;
  }
}
