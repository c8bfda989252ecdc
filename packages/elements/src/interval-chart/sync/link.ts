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
 * Keeps view, range, resolution and comparison in the fragment of the page's address, so that a
 * link or a reload shows the same: `#key=usage/all`,
 * `#key=heatmap/2025-11-01T07:00Z/2025-12-01T08:00Z`, `#key=usage/all/day/weekday`. Without a
 * resolution or comparison, the default applies.
 *
 * The page's own use of the fragment comes first: pairs of other names stay, a fragment that is not
 * a list of pairs (an anchor, a route) is not changed, and no entry is added to the history.
 */
export class Link implements ReactiveController {
  readonly #store: ChartStore;
  readonly #host: SyncHost;
  #keyRead = '';
  #pending: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: SyncHost, store: ChartStore) {
    this.#store = store;
    this.#host = host;
    store.subscribe((state, before) => this.#schedule(state, before));
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('hashchange', this.#onHash);
    // The address may have changed while the chart was out of the page.
    this.#keyRead = '';
  }

  /** Reads the address if the key changed. Called before each render. */
  update(): void {
    const key = this.#host.link;
    if (key === this.#keyRead) return;
    // The pending text belongs to the old key.
    if (this.#keyRead !== '') this.#pending = null;
    this.#keyRead = key;
    this.#readAddress();
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('hashchange', this.#onHash);
    this.#write();
  }

  /** Removes the chart's pair from the address. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#pending = null;
    const pairs = this.#host.link === '' ? null : pairsOf(location.hash);
    if (pairs?.delete(this.#host.link)) replaceHash(pairs);
  }

  #schedule(state: ChartState, before: ChartState): void {
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
    const change = this.#host.link === '' ? null : changeOf(location.hash, this.#host.link);
    if (change !== null) this.#store.change(change);
  }

  readonly #onHash = (): void => {
    // A newer address wins over the pending text.
    this.#pending = null;
    this.#readAddress();
  };
}

function replaceHash(pairs: ReadonlyMap<string, string>): void {
  const hash = [...pairs].map(([name, value]) => `${name}=${value}`).join('&');
  // Keeps the page's own history state. With a `<base>`, a fragment alone would lead to another
  // page.
  history.replaceState(history.state, '', `${location.href.split('#')[0]}#${hash}`);
}

/**
 * Returns the pairs of a fragment, in order and not decoded; `null` if it is not a list of pairs.
 */
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

/** Returns the text of a chart in the address; `null` before there is a range. */
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
  // A link that was cut or edited is ignored, so that the chart still shows something.
  if (!isRangePreset(range) && !isTimeRange(range)) return null;
  const resolution = rest.find(isResolution) ?? 'auto';
  return {
    kind: 'link',
    values: { view: viewEntry(view).id, resolution, compare: rest.find(isAlignment) ?? 'none' },
    range,
  };
}

/** Returns an instant as `2025-11-01T07:00Z`, with seconds only if there are any. */
function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/(:00)?\.000Z$/, 'Z');
}
