import { html, nothing, type TemplateResult } from 'lit';
import { directionOf } from '../../languages/locale-rules.ts';
import { messages } from '../text/words.ts';
import type { ViewModel } from '../views/view.ts';

/** What the picture is made from. */
export interface StageInput {
  readonly locale: string;
  readonly model: ViewModel;
  readonly resolution: string;
  /** True if the visible range has no slots. */
  readonly outside: boolean;
  readonly overview: boolean;
  showAll(): void;
}

/**
 * Returns the picture with its legend, overview and live region. `Plot` draws the canvas; `Readout`
 * moves cursor and box. Time runs from left to right in every language.
 */
export function stage({ locale, model, resolution, outside, overview, showAll }: StageInput): TemplateResult {
  const words = messages.in(locale);
  return html`<div class="stage">
      <div
        class="plot"
        dir="ltr"
        part="plot"
        tabindex="0"
        role="application"
        aria-roledescription=${words.plotRole}
        aria-label=${model.summary}
        aria-describedby="help"
        data-resolution=${resolution}
      >
        <canvas part="canvas" aria-hidden="true"></canvas>
        <div class="cursor" hidden></div>
        <div class="selection" hidden></div>
        <div class="readout" part="readout" dir=${directionOf(locale)} aria-hidden="true" translate="no" hidden
          ><div class="readout__title"></div><div class="readout__list"></div
          ><div class="readout__note" hidden></div></div
        >
      </div>
      <p class="visually-hidden" id="help">${words.plotHelp}</p>
      <p class="visually-hidden announcement" part="announcement" role="status" aria-live="polite" translate="no"></p>
      ${
        outside
          ? html`<div class="nothing-here">
              <p class="muted">${words.outside}</p>
              <button class="button" type="button" part="show-all" @click=${showAll}>${words.showAll}</button>
            </div>`
          : nothing
      }
    </div>
    ${
      overview
        ? html`<div class="overview" part="overview" dir="ltr" aria-hidden="true"
            ><canvas></canvas><div class="overview__window"></div
          ></div>`
        : nothing
    }
    <ul class="legend" part="legend">
      ${model.legend.map((item) => html`<li><span class="swatch" data-mark=${item.mark}></span>${item.label}</li>`)}
    </ul>`;
}
