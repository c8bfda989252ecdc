import type { LitElement } from 'lit';

/**
 * Keeps the focus of somebody who works in a part of an element that is replaced: it goes to what
 * comes in its place, and in the end back to where it was. Such parts are in an element with
 * `data-file`.
 */
export class FocusKeeper {
  readonly #host: LitElement;
  #wanted: readonly string[] | undefined;
  #from: Element | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /**
   * After the next render the focus goes to the first of these selectors that finds something;
   * later it can be given back.
   */
  move(...selectors: readonly string[]): void {
    this.#from ??= this.#own ?? document.activeElement;
    this.#wanted = selectors;
  }

  /** The same for a focus that is in the part which is replaced. */
  follow(...selectors: readonly string[]): void {
    if (this.#isInside) this.#wanted = selectors;
  }

  /**
   * A focus in the part that is replaced goes back to where it was; if that is gone, as by
   * `follow`.
   */
  giveBack(...selectors: readonly string[]): void {
    const from = this.#from;
    this.#from = null;
    if (!this.#isInside) return;
    if (from instanceof HTMLElement && from.isConnected && from !== document.body) from.focus();
    else this.#wanted = selectors;
  }

  /** To be called after each render. */
  place(): void {
    const root = this.#host.renderRoot;
    const target = this.#wanted?.map((selector) => root.querySelector<HTMLElement>(selector)).find((each) => each);
    if (target == null) return;
    this.#wanted = undefined;
    target.focus();
  }

  get #own(): Element | null {
    return (this.#host.renderRoot as ShadowRoot).activeElement;
  }

  get #isInside(): boolean {
    return this.#own?.closest('[data-file]') != null;
  }
}
