import type { Availability, FeatureName } from '@arc-elements/models';

/** A change of the availability of a feature. */
export interface ArcFeatureChangeDetail {
  /** Id of the utility account. */
  readonly accountId: number;
  readonly feature: FeatureName;
  readonly from: Availability;
  readonly to: Availability;
}

/**
 * `arc-feature-change`: the shown availability of a feature changed; not fired for the first one
 * shown.
 */
export class ArcFeatureChangeEvent extends CustomEvent<ArcFeatureChangeDetail> {
  constructor(detail: ArcFeatureChangeDetail) {
    super('arc-feature-change', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-feature-change': ArcFeatureChangeEvent;
  }
}
