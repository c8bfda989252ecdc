import type { ReactiveControllerHost } from 'lit';
import { type Change, type ChartState, type Facts, INITIAL, type Settings, update } from './state.ts';

/** An element whose properties are the settings. */
export interface SettingsHost extends ReactiveControllerHost, Mutable<Settings> {}

/** An element that can be in a group, and in the page's address. */
export interface SyncHost extends SettingsHost {
  readonly group: string;
  readonly link: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

type Listener = (state: ChartState, before: ChartState) => void;

const SETTINGS = ['view', 'range', 'resolution', 'compare', 'channels', 'table'] as const;

/**
 * The state of one chart. The page writes properties of the element, which are taken over before each render;
 * everything else that happens is a `change`, after which the properties say what is shown.
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

  /** Calls `listener` after what a person did in this chart; not for what the page or another chart did. */
  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Takes over what the page set since the last time, and what the data are; before each render. */
  follow(facts: Facts | null): void {
    this.#followPage();
    const other = facts !== this.#facts;
    this.#facts = facts;
    if (other || this.#state.visible === null) this.#take({ kind: 'data' });
    this.#writeBack();
  }

  /**
   * Makes a change that the person did not make here: from the address, from another chart, or when the person of the
   * session changes.
   */
  change(change: Change): void {
    this.#followPage();
    this.#take(change);
    this.#writeBack();
    this.#host.requestUpdate();
  }

  /** Makes a change that the person asked for, and tells whoever follows. */
  act(change: Change): void {
    this.#followPage();
    const before = this.#state;
    this.change(change);
    if (this.#state !== before) for (const listener of this.#listeners) listener(this.#state, before);
  }

  #followPage(): void {
    const host = this.#host;
    const set = SETTINGS.filter((key) => host[key] !== this.#state[key]).map((key) => [key, host[key]]);
    if (set.length > 0) this.#take({ kind: 'set', values: Object.fromEntries(set) });
  }

  #writeBack(): void {
    Object.assign(this.#host, Object.fromEntries(SETTINGS.map((key) => [key, this.#state[key]])));
  }

  #take(change: Change): void {
    this.#state = update(this.#state, change, this.#facts);
  }
}
