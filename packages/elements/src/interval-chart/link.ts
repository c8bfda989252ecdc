import type { Alignment } from '@arc-elements/intervals';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChartData } from './chart-data.ts';
import {
  isRangePreset,
  isTimeRange,
  presetRange,
  RANGE_PRESETS,
  type RangePreset,
  sameRange,
  type TimeRange,
} from './core/range.ts';
import { isResolution, type Resolution } from './core/resolution.ts';
import { isAlignment } from './drawing.ts';

const REST_MS = 200;

/** What an address asks to be shown. */
export interface LinkedState {
  readonly view: string;
  /** `all` follows the data; anything else stays where it is. */
  readonly range: TimeRange | RangePreset;
  readonly resolution: Resolution | 'auto';
  readonly compare: Alignment | 'none';
}

/**
 * Keeps view, range, resolution and comparison in the fragment of the page's address, so that a link or a reload shows the same: `#key=usage/all`,
 * `#key=heatmap/2025-11-01T07:00Z/2025-12-01T08:00Z`, `#key=usage/all/day/weekday`. A resolution or comparison that is not there is the usual one.
 *
 * The page's own use of the fragment comes first: pairs of other names stay as they are, a fragment that is no list of pairs (an anchor, a
 * route) is left alone, and nothing is added to the history.
 */
export class LinkController implements ReactiveController {
  readonly #key: () => string;
  readonly #changed: () => void;
  #read = '';
  #asked: LinkedState | null = null;
  #pending: LinkedState | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `key` is asked before each render; empty does nothing. `changed` is called when the address asks for something else. */
  constructor(host: ReactiveControllerHost, key: () => string, changed: () => void) {
    this.#key = key;
    this.#changed = changed;
    host.addController(this);
  }

  /** What the address asks for and was not taken yet. Reads the address when the key is new. */
  take(): LinkedState | null {
    const key = this.#key();
    if (key !== this.#read) {
      this.#read = key;
      this.#asked = key === '' ? null : stateOf(location.hash, key);
    }
    const asked = this.#asked;
    this.#asked = null;
    return asked;
  }

  hostConnected(): void {
    globalThis.addEventListener('hashchange', this.#onHash);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('hashchange', this.#onHash);
    this.#write();
  }

  /** Tells what the person sees now. Written when they rest: browsers refuse an address that changes with every move of a pointer. */
  put(state: LinkedState): void {
    if (this.#key() === '') return;
    this.#pending = state;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), REST_MS);
  }

  /** Takes out of the address what a person looked at. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#pending = null;
    this.#asked = null;
    const pairs = this.#key() === '' ? null : pairsOf(location.hash);
    if (pairs?.delete(this.#key())) replaceHash(pairs);
  }

  #write(): void {
    clearTimeout(this.#timer);
    const key = this.#key();
    const state = this.#pending;
    this.#pending = null;
    if (state === null) return;
    const { view, range, resolution, compare } = state;
    const pairs = key === '' ? null : pairsOf(location.hash);
    if (pairs === null) return;
    const text = isRangePreset(range) ? range : `${instant(range.startMs)}/${instant(range.endMs)}`;
    const chosen = [resolution, compare].filter((word) => word !== 'auto' && word !== 'none');
    pairs.set(key, [view, text, ...chosen].join('/'));
    replaceHash(pairs);
  }

  readonly #onHash = (): void => {
    const key = this.#key();
    if (key === '') return;
    // A newer address wins over what was about to be written.
    this.#pending = null;
    this.#asked = stateOf(location.hash, key);
    if (this.#asked !== null) this.#changed();
  };
}

/** The preset that names a range, so that a link to a month steps by months again; `null` for any other. */
export function presetOf(range: TimeRange, data: ChartData): RangePreset | null {
  const named = (preset: RangePreset): boolean =>
    sameRange(presetRange(preset, range.endMs - 1, data.extent, data.calendar), range);
  return RANGE_PRESETS.find((preset) => preset !== 'all' && named(preset)) ?? null;
}

function replaceHash(pairs: ReadonlyMap<string, string>): void {
  const hash = [...pairs].map(([name, value]) => `${name}=${value}`).join('&');
  // The page's own state goes with the entry and must survive. With a `<base>`, a fragment alone would be one of another page.
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

function stateOf(hash: string, key: string): LinkedState | null {
  const [view = '', from = '', ...rest] = (pairsOf(hash)?.get(key) ?? '').split('/');
  if (view === '') return null;
  const range = isRangePreset(from) ? from : { startMs: Date.parse(from), endMs: Date.parse(rest.shift() ?? '') };
  // A link that somebody cut or changed by hand is no reason to show nothing.
  if (!isRangePreset(range) && !isTimeRange(range)) return null;
  return { view, range, resolution: rest.find(isResolution) ?? 'auto', compare: rest.find(isAlignment) ?? 'none' };
}

/** `2025-11-01T07:00Z`; seconds only where there are some. */
function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/(:00)?\.000Z$/, 'Z');
}
