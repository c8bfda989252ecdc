/** The datum under the cursor. Unknown values are `null`. */
export interface ArcCursorChangeDetail {
  /**
   * Start of the interval, epoch ms; `null` when the cursor left, or the datum is not a span of
   * time.
   */
  readonly startMs: number | null;
  /** End (exclusive), epoch ms; `null` as for `startMs`. */
  readonly endMs: number | null;
  /** Exact values by key, such as `import`, `export` and `net` in kWh, `power` in kW. */
  readonly values: Readonly<Record<string, number | null>>;
}

/** `arc-cursor-change`: the pointer or the keyboard moved to another datum, or left. */
export class ArcCursorChangeEvent extends CustomEvent<ArcCursorChangeDetail> {
  constructor(detail: ArcCursorChangeDetail) {
    super('arc-cursor-change', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-cursor-change': ArcCursorChangeEvent;
  }
}
