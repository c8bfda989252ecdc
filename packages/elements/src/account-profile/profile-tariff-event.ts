/** The tariff that the person confirmed or chose. */
export interface ArcProfileTariffDetail {
  readonly masterTariffId: string;
}

/** `arc-profile-tariff`: the tariff that the person confirmed or chose was saved. */
export class ArcProfileTariffEvent extends CustomEvent<ArcProfileTariffDetail> {
  constructor(detail: ArcProfileTariffDetail) {
    super('arc-profile-tariff', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-profile-tariff': ArcProfileTariffEvent;
  }
}
