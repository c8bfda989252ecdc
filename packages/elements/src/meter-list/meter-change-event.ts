import type { MeterStatus } from '@arc-elements/models';

/** A change of the state of a meter's interval data. */
export interface ArcMeterChangeDetail {
  readonly meterId: string;
  readonly from: MeterStatus;
  readonly to: MeterStatus;
}

/**
 * `arc-meter-change`: the shown state of a meter's interval data changed; not fired for the first
 * one shown.
 */
export class ArcMeterChangeEvent extends CustomEvent<ArcMeterChangeDetail> {
  constructor(detail: ArcMeterChangeDetail) {
    super('arc-meter-change', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-meter-change': ArcMeterChangeEvent;
  }
}
