import type { ViewId } from '../views/view.ts';

/** The view that is shown. */
export interface ArcViewChangeDetail {
  readonly view: ViewId;
}

/** `arc-view-change`: the person chose another view. Not fired for views that the page sets. */
export class ArcViewChangeEvent extends CustomEvent<ArcViewChangeDetail> {
  constructor(detail: ArcViewChangeDetail) {
    super('arc-view-change', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-view-change': ArcViewChangeEvent;
  }
}
