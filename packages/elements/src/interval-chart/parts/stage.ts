import { html, nothing, type TemplateResult } from 'lit';
import { messages } from '../messages.ts';
import type { ViewModel } from '../views/view.ts';
import { linePlace } from './skeleton.ts';

/** What the picture is made from. */
export interface StageInput {
  readonly locale: string;
  readonly model: ViewModel;
  readonly resolution: string;
  /** The visible range holds no slot at all. */
  readonly outside: boolean;
  readonly overview: boolean;
  /** What it shows is said and its signs are explained; later than the first picture. */
  readonly named: boolean;
  showAll(): void;
}

/**
 * The picture with its key and overview. The canvas is drawn by `PlotController`; cursor, read-out and live region come with `PlotHands`. Time runs from left to right in every language.
 */
export function stage({ locale, model, resolution, outside, overview, named, showAll }: StageInput): TemplateResult {
  const words = messages.in(locale);
  return html`<div class="stage">
      <div
        class="plot"
        dir="ltr"
        part="plot"
        tabindex="0"
        role="application"
        aria-roledescription=${words.plotRole}
        aria-label=${named ? model.summary : words.title}
        data-resolution=${resolution}
      >
        <canvas part="canvas" aria-hidden="true"></canvas>
        <i class="ink" aria-hidden="true"></i>
      </div>
      ${
        outside
          ? html`<div class="nothing-here">
              <p class="muted">${words.outside}</p>
              <button class="button" type="button" part="show-all" @click=${showAll}>${words.showAll}</button>
            </div>`
          : nothing
      }
    </div>
    ${overview ? html`<div class="overview" part="overview" dir="ltr" aria-hidden="true"></div>` : nothing}
    ${named ? legend(model) : linePlace}`;
}

function legend(model: ViewModel): TemplateResult {
  return html`<ul class="legend" part="legend">
    ${model.legend.map((item) => html`<li><span class="swatch" data-mark=${item.mark}></span>${item.label}</li>`)}
  </ul>`;
}
