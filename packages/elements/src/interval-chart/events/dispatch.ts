import type { ChartState } from '../state.ts';
import type { Datum } from '../views/view.ts';
import { ArcCursorChangeEvent } from './cursor-change-event.ts';
import { ArcRangeChangeEvent } from './range-change-event.ts';
import { ArcViewChangeEvent } from './view-change-event.ts';

/** Fires the events for a change that a person made. */
export function dispatchChange(host: HTMLElement, { view, visible, preset }: ChartState, before: ChartState): void {
  if (view !== before.view) host.dispatchEvent(new ArcViewChangeEvent({ view }));
  if (visible !== null && visible !== before.visible)
    host.dispatchEvent(new ArcRangeChangeEvent({ startMs: visible.startMs, endMs: visible.endMs, preset }));
}

/** Fires the event for the datum under the cursor; `null` when the cursor left. */
export function dispatchCursor(host: HTMLElement, datum: Datum | null): void {
  const values = Object.fromEntries((datum?.values ?? []).map((value) => [value.key, value.value]));
  const { startMs = null, endMs = null } = datum?.range ?? {};
  host.dispatchEvent(new ArcCursorChangeEvent({ startMs, endMs, values }));
}
