import type { LitElement } from 'lit';

/**
 * Moves the focus when a part of an element that has it is replaced: first to the new part, in the
 * end back to where it was. Such parts are in an element with `data-file`.
 */
export class FocusKeeper {
  readonly #host: LitElement;
  #selectors: readonly string[] | undefined;
  #origin: HTMLElement | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /**
   * Moves the focus, after a render, to the first match of the selectors. `restore` undoes that.
   */
  move(...selectors: readonly string[]): void {
    this.#origin ??= (this.#active ?? this.#host.ownerDocument.activeElement) as HTMLElement | null;
    this.#selectors = selectors;
  }

  /** Moves the focus like `move`, but only if it is in the replaced part, without a way back. */
  follow(...selectors: readonly string[]): void {
    if (this.#isInside) this.#selectors = selectors;
  }

  /**
   * Moves a focus in the replaced part back to where it was before `move`; if that element is gone,
   * to the first match of the selectors.
   */
  restore(...selectors: readonly string[]): void {
    const origin = this.#origin;
    this.#origin = null;
    if (!this.#isInside) return;
    if (origin?.isConnected && origin !== origin.ownerDocument.body) origin.focus();
    else this.#selectors = selectors;
  }

  /** Called after each render. */
  apply(): void {
    const root = this.#host.renderRoot;
    const target = this.#selectors?.map((selector) => root.querySelector<HTMLElement>(selector)).find((each) => each);
    if (target == null) return;
    this.#selectors = undefined;
    target.focus();
  }

  get #active(): Element | null {
    return (this.#host.renderRoot as ShadowRoot).activeElement;
  }

  get #isInside(): boolean {
    return this.#active?.closest('[data-file]') != null;
  }
}
