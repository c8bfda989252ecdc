import type { TimeRange } from '@arc-elements/intervals';
import type { ReactiveController } from 'lit';
import { isRangePreset, isTimeRange, type RangePreset } from '../data/range.ts';
import { isResolution } from '../data/resolution.ts';
import type { Change, ChartState } from '../state.ts';
import type { ChartStore, SyncHost } from '../store.ts';
import { isAlignment } from '../views/drawing.ts';
import { viewEntry } from '../views/registry.ts';

/** Delay before the address is written: browsers reject rapid `history.replaceState` calls. */
const REST_MS = 200;

type LinkChange = Extract<Change, { readonly kind: 'link' }>;

/**
 * Keeps view, range, resolution and comparison in the fragment of the page's address, so that a link or a reload
 * shows the same: `#key=usage/all`,
 * `#key=heatmap/2025-11-01T07:00Z/2025-12-01T08:00Z`, `#key=usage/all/day/weekday`. A resolution or comparison that
 * is not there is the usual one.
 *
 * The page's own use of the fragment comes first: pairs of other names stay as they are, a fragment that is no list
 * of pairs (an anchor, a route) is left alone, and nothing is added to the history.
 */
export class Link implements ReactiveController {
  readonly #store: ChartStore;
  readonly #host: SyncHost;
  #read = '';
  #pending: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: SyncHost, store: ChartStore) {
    this.#store = store;
    this.#host = host;
    store.subscribe((state, before) => this.#put(state, before));
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('hashchange', this.#onHash);
    // The address may have changed while the chart was out of the page.
    this.#read = '';
  }

  /** Reads the address when the key is new. */
  follow(): void {
    const key = this.#host.link;
    if (key === this.#read) return;
    // What was about to be written belongs to the old name.
    if (this.#read !== '') this.#pending = null;
    this.#read = key;
    this.#readAddress();
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('hashchange', this.#onHash);
    this.#write();
  }

  /** Takes out of the address what a person looked at. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#pending = null;
    const pairs = this.#host.link === '' ? null : pairsOf(location.hash);
    if (pairs?.delete(this.#host.link)) replaceHash(pairs);
  }

  #put(state: ChartState, before: ChartState): void {
    const text = textOf(state);
    if (this.#host.link === '' || text === null || text === textOf(before)) return;
    this.#pending = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), REST_MS);
  }

  #write(): void {
    clearTimeout(this.#timer);
    const text = this.#pending;
    const key = this.#host.link;
    this.#pending = null;
    const pairs = text === null || key === '' ? null : pairsOf(location.hash);
    if (text === null || pairs === null || pairs.get(key) === text) return;
    replaceHash(pairs.set(key, text));
  }

  #readAddress(): void {
    const asked = this.#host.link === '' ? null : changeOf(location.hash, this.#host.link);
    if (asked !== null) this.#store.change(asked);
  }

  readonly #onHash = (): void => {
    // A newer address wins over what was about to be written.
    this.#pending = null;
    this.#readAddress();
  };
}

function replaceHash(pairs: ReadonlyMap<string, string>): void {
  const hash = [...pairs].map(([name, value]) => `${name}=${value}`).join('&');
  // The page's own state goes with the entry and must survive. With a `<base>`, a fragment alone would be one of
  // another page.
  history.replaceState(history.state, '', `${location.href.split('#')[0]}#${hash}`);
}

/** Pairs of a fragment in their order and as they are written; `null` when it is something else. */
function pairsOf(hash: string): Map<string, string> | null {
  const pairs = new Map<string, string>();
  for (const pair of hash.replace(/^#/, '').split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    if (at < 1) return null;
    pairs.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return pairs;
}

/** What the address says of a chart; `null` before there is a range. */
function textOf({ view, visible, preset, resolution, compare }: ChartState): string | null {
  if (visible === null) return null;
  const range = preset === 'all' ? preset : `${instant(visible.startMs)}/${instant(visible.endMs)}`;
  const chosen = [resolution, compare].filter((word) => word !== 'auto' && word !== 'none');
  return [viewEntry(view).id, range, ...chosen].join('/');
}

function changeOf(hash: string, key: string): LinkChange | null {
  const [view = '', from = '', ...rest] = (pairsOf(hash)?.get(key) ?? '').split('/');
  if (view === '') return null;
  const range: RangePreset | TimeRange = isRangePreset(from)
    ? from
    : { startMs: Date.parse(from), endMs: Date.parse(rest.shift() ?? '') };
  // A link that somebody cut or changed by hand is no reason to show nothing.
  if (!isRangePreset(range) && !isTimeRange(range)) return null;
  const resolution = rest.find(isResolution) ?? 'auto';
  return {
    kind: 'link',
    values: { view: viewEntry(view).id, resolution, compare: rest.find(isAlignment) ?? 'none' },
    range,
  };
}

/** `2025-11-01T07:00Z`; seconds only where there are some. */
function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/(:00)?\.000Z$/, 'Z');
}
