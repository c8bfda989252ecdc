import type { FeatureName } from '@arc-elements/models';
import type { GateState } from './gate-state.ts';

/** A change of the state of a gate. */
export interface ArcGateChangeDetail {
  readonly feature: FeatureName;
  readonly from: GateState;
  readonly to: GateState;
}

/** `arc-gate-change`: the state of the gate changed; not fired for the first state. */
export class ArcGateChangeEvent extends CustomEvent<ArcGateChangeDetail> {
  constructor(detail: ArcGateChangeDetail) {
    super('arc-gate-change', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-gate-change': ArcGateChangeEvent;
  }
}
