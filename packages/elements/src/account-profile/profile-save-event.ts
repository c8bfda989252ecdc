/** How the profile was saved, without its values, which are personal data. */
export interface ArcProfileSaveDetail {
  /** True when there was no profile before. */
  readonly created: boolean;
}

/** `arc-profile-save`: the profile was saved. */
export class ArcProfileSaveEvent extends CustomEvent<ArcProfileSaveDetail> {
  constructor(detail: ArcProfileSaveDetail) {
    super('arc-profile-save', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-profile-save': ArcProfileSaveEvent;
  }
}
