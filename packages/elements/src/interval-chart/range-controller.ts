import type { Alignment } from '@arc-elements/intervals';
import type { LitElement } from 'lit';
import type { ChartData } from './chart-data.ts';
import { hasDataBeyond, isTimeRange, presetRange, type RangePreset, sameRange, type TimeRange } from './core/range.ts';
import type { Resolution } from './core/resolution.ts';
import { type NeededParts, PARTS } from './lazy-parts.ts';
import type { LinkController, LinkedState } from './link.ts';
import { ArcRangeChangeEvent } from './range-change-event.ts';
import { RangeGroup } from './range-group.ts';
import { type AskedRange, openingRange, RangeState } from './range-state.ts';
import { viewEntry } from './views/registry.ts';
import type { Datum, ViewId } from './views/view.ts';

const DAY_MS = 86_400_000;

/** What the range of an element depends on. */
export interface RangeHost extends LitElement {
  range: AskedRange;
  view: ViewId;
  resolution: Resolution | 'auto';
  compare: Alignment | 'none';
  readonly group: string;
  readonly link: string;
}

/** What the range asks of its element. */
export interface RangeHandlers {
  data(): ChartData | undefined;
  /** The datum that the person looks at; `null` for none. */
  cursor(): Datum | null;
}

/** What is visible, and who is told when a person changes it: the page, the other charts of the group, the page's address. */
export class RangeController {
  readonly #host: RangeHost;
  readonly #handlers: RangeHandlers;
  #state = new RangeState();
  readonly #group: RangeGroup;
  #link: LinkController | undefined;
  /** Range of a link that waits for its data. */
  #linked: LinkedState['range'] | null = null;
  /** What the page asked for, and what was put in its place. */
  #asked: AskedRange;
  #taken: AskedRange;

  constructor(host: RangeHost, handlers: RangeHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    this.#group = new RangeGroup(
      host,
      () => host.group,
      (range, preset) => this.#take(range, preset),
    );
  }

  /** `undefined` before there were data. */
  get visible(): TimeRange | undefined {
    return this.#state.visible;
  }

  /** `null` for a range that no preset names. */
  get preset(): RangePreset | null {
    return this.#state.preset;
  }

  /** Takes over what the page's address asks for; false while that is not known. Before each render. */
  follow(parts: NeededParts): boolean {
    const host = this.#host;
    if (host.link === '' && this.#link === undefined) return true;
    const module = parts.need(PARTS.link);
    // A chart whose link cannot be read is shown without it.
    if (module === undefined) return parts.error !== null;
    this.#link ??= new module.LinkController(
      host,
      () => host.link,
      () => host.requestUpdate(),
    );
    const linked = this.#link.take();
    if (linked === null) return true;
    host.view = viewEntry(linked.view).id;
    host.resolution = linked.resolution;
    host.compare = linked.compare;
    this.#linked = linked.range;
    return true;
  }

  /** Brings the range up to date with what the page or a link asks for and with the data, `fresh` when these are new. */
  update(data: ChartData, fresh: boolean): void {
    const linked = this.#linked;
    this.#linked = null;
    if (linked !== null) {
      if (isTimeRange(linked)) this.#take(linked, PARTS.link.value?.presetOf(linked, data) ?? null);
      else this.#take(openingRange(linked, data), linked);
    }
    this.#state.update(this.#host.range, data, fresh);
  }

  /** Shows a range that the person asked for. */
  show(range: TimeRange, preset: RangePreset | null): void {
    const before = this.visible;
    if (before !== undefined && sameRange(before, range) && this.preset === preset) return;
    this.#take(range, preset);
    this.#group.publish(range, preset);
    this.remember();
    this.#host.dispatchEvent(new ArcRangeChangeEvent({ startMs: range.startMs, endMs: range.endMs, preset }));
  }

  /** Shows a preset where the person looks: at the cursor, else at the end of what is visible, else at the newest readings. */
  choose(preset: RangePreset): void {
    const data = this.#handlers.data();
    const { visible } = this;
    if (data === undefined || visible === undefined) return;
    const newest = openingRange(preset, data);
    const around = this.#handlers.cursor()?.range?.startMs ?? Math.min(visible.endMs, newest.endMs) - 1;
    this.show(presetRange(preset, around, data.extent, data.calendar), preset);
  }

  /** Widens what is visible to a preset where it is shorter and there are earlier readings. */
  widen(least: RangePreset): void {
    const data = this.#handlers.data();
    const { visible } = this;
    if (data === undefined || visible === undefined) return;
    const wanted = presetRange(least, visible.endMs - 1, data.extent, data.calendar);
    const shorter = visible.endMs - visible.startMs < 0.9 * (wanted.endMs - wanted.startMs);
    if (shorter && hasDataBeyond(visible, -1, data.extent)) this.show(wanted, least);
  }

  /** Whether the span of a datum is a day or more and less than what is visible, so that one can go into it. */
  opens(range: TimeRange | null): range is TimeRange {
    const { visible } = this;
    if (range === null || visible === undefined) return false;
    const widthMs = range.endMs - range.startMs;
    return widthMs >= 0.9 * DAY_MS && widthMs < visible.endMs - visible.startMs;
  }

  /** From a month to its days, from a day to its readings. */
  open(range: TimeRange): void {
    const days = (range.endMs - range.startMs) / DAY_MS;
    this.show(range, days < 1.1 ? 'day' : days > 27 ? 'month' : days > 6.9 && days < 7.1 ? 'week' : null);
  }

  /** Puts what the person sees into the page's address, if it has a place there. */
  remember(): void {
    const { view, resolution, compare } = this.#host;
    const { visible, preset } = this;
    if (visible === undefined) return;
    this.#link?.put({ view: viewEntry(view).id, range: preset === 'all' ? 'all' : visible, resolution, compare });
  }

  /** Lets go of what a person looked at: the page's own range counts again. */
  leave(): void {
    if (this.#host.range === this.#taken) this.#host.range = this.#asked;
    this.#state = new RangeState();
    this.#link?.leave();
  }

  #take(range: TimeRange, preset: RangePreset | null): void {
    this.#state.show(range, preset);
    if (this.#host.range !== this.#taken) this.#asked = this.#host.range;
    this.#taken = this.#host.range = range;
  }
}
