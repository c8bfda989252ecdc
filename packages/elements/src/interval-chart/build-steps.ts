import type { ReactiveControllerHost } from 'lit';
import { Pace } from './pace.ts';

/** A slow phone cannot build all of it at once without being deaf for as long: it is built in steps, which may be tasks of their own, the picture before its words. */
export const Step = { frame: 0, model: 1, picture: 2, numbers: 3, words: 4, controls: 5 } as const;

/** The step up to which one chart is built. Once it is, everything is rendered at once. */
export class BuildSteps {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #pace = new Pace();
  #done: number = Step.frame;
  #arriving: Promise<void> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
  }

  /** Whether a step is reached. */
  has(step: number): boolean {
    return this.#done >= step;
  }

  /** Settles when the next step is due; `undefined` when all are done. */
  get arriving(): Promise<void> | undefined {
    return this.#arriving;
  }

  /** After each render: asks for the next one, up to a step. */
  goOn(last: number): void {
    if (this.#done < last) this.#arriving ??= this.#next();
  }

  async #next(): Promise<void> {
    // The picture is seen before its words come.
    await (this.#done === Step.picture ? this.#pace.rest() : this.#pace.next());
    // What the last step rendered is laid out apart from the next one: with its fonts that is long, and cannot be divided.
    void this.#host.clientWidth;
    await this.#pace.next();
    this.#done++;
    this.#arriving = undefined;
    this.#host.requestUpdate();
  }
}
