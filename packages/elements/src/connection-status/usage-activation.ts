import type { ArcSession } from '@arc-elements/client';
import type { Meter } from '@arc-elements/models';
import { css, html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { ActivationController } from '../controllers/activation-controller.ts';
import { activationLabel, activationProblem, activationStyles } from '../internal/activation.ts';
import { messages as shared } from '../internal/messages.ts';

/** Content of the button for one connection. */
export interface UsageActivationInput {
  /** Its meters whose usage data can be turned on. */
  readonly meters: readonly Meter[];
  /** Says that its usage data is off. */
  readonly sentence: string;
  /** Name of the utility, which is part of the button's label for screen readers. */
  readonly name: string;
  /** Language of the words. */
  readonly locale: string;
  /** Called after usage data was turned on or refused. */
  readonly done: () => void;
}

/** Renders the button that turns usage data on, with a sentence. Loaded on demand. */
export class UsageActivation {
  readonly #activation: ActivationController;

  constructor(host: ReactiveControllerHost & HTMLElement, session: () => ArcSession | undefined) {
    this.#activation = new ActivationController(host, session);
  }

  /** Renders the button for one connection. Needs {@link styles}. */
  render({ meters, sentence, name, locale, done }: UsageActivationInput): TemplateResult {
    const running = meters.some(({ id }) => this.#activation.isRunning(id));
    const problem = meters.map(({ id }) => this.#activation.problemOf(id)).find((each) => each !== undefined);
    return html`<div class="off">
      <div class="off__text">
        <p class="sentence">${sentence} ${shared.in(locale).activateHint}</p>
        ${problem === undefined ? nothing : activationProblem(problem, locale)}
      </div>
      <button
        class="button button--primary"
        part="activate"
        type="button"
        aria-disabled=${running ? 'true' : nothing}
        @click=${() => void this.#start(meters).then(done)}
      >
        ${activationLabel(running, locale, name)}
      </button>
    </div>`;
  }

  async #start(meters: readonly Meter[]): Promise<void> {
    await Promise.all(meters.map(({ id }) => this.#activation.start(id)));
  }
}

/** Styles of what {@link UsageActivation} renders. */
export const styles = [
  activationStyles,
  css`
    .off {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(2 * var(--_arc-space)) calc(4 * var(--_arc-space));
    }

    .off__text {
      flex: 1 1 20em;
    }
  `,
];
