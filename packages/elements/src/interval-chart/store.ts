import type { ReactiveControllerHost } from 'lit';
import { type Change, type ChartState, type Facts, INITIAL, type Settings, update } from './state.ts';

/** An element whose properties are the settings. */
export interface SettingsHost extends ReactiveControllerHost, Mutable<Settings> {}

/** An element whose state can be shared with a group and with the page's address. */
export interface SyncHost extends SettingsHost {
  readonly group: string;
  readonly link: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

type Listener = (state: ChartState, before: ChartState) => void;

const SETTINGS = ['view', 'range', 'resolution', 'compare', 'channels', 'table'] as const;

/**
 * The state of one chart. Properties that the page set are applied before each render. Every other
 * change goes through `change` or `act`, which update the properties.
 */
export class ChartStore {
  readonly #host: SettingsHost;
  readonly #listeners: Listener[] = [];
  #state = INITIAL;
  #facts: Facts | null = null;

  constructor(host: SettingsHost) {
    this.#host = host;
  }

  get state(): ChartState {
    return this.#state;
  }

  /**
   * Calls `listener` after changes that the person made in this chart; not after those of the page
   * or of another chart.
   */
  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Applies the properties that the page set, and the data. Called before each render. */
  sync(facts: Facts | null): void {
    this.#readSettings();
    const isChanged = facts !== this.#facts;
    this.#facts = facts;
    if (isChanged || this.#state.visible === null) this.#apply({ kind: 'data' });
    this.#writeSettings();
  }

  /**
   * Applies a change that the person did not make in this chart, such as one of the address or of
   * another chart.
   */
  change(change: Change): void {
    this.#readSettings();
    this.#apply(change);
    this.#writeSettings();
    this.#host.requestUpdate();
  }

  /** Applies a change that the person made in this chart, and calls the listeners. */
  act(change: Change): void {
    this.#readSettings();
    const before = this.#state;
    this.change(change);
    if (this.#state !== before) for (const listener of this.#listeners) listener(this.#state, before);
  }

  #readSettings(): void {
    const host = this.#host;
    const set = SETTINGS.filter((key) => host[key] !== this.#state[key]).map((key) => [key, host[key]]);
    if (set.length > 0) this.#apply({ kind: 'set', values: Object.fromEntries(set) });
  }

  #writeSettings(): void {
    Object.assign(this.#host, Object.fromEntries(SETTINGS.map((key) => [key, this.#state[key]])));
  }

  #apply(change: Change): void {
    this.#state = update(this.#state, change, this.#facts);
  }
}
