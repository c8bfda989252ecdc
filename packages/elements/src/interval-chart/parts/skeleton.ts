import { html, type TemplateResult } from 'lit';
import { skeleton } from '../../internal/skeleton.ts';
import { messages } from '../messages.ts';

// The rows of a chart before their words, in the same sizes, so that nothing jumps when they arrive.

/** The row of tabs. */
export const tabsPlace = html`<div class="tabs" aria-hidden="true"><span class="tab">\u00a0</span></div>`;

/** The row of controls. */
export const controlsPlace = html`<span class="skeleton skeleton--controls" aria-hidden="true"></span>`;

/** The picture and its key. */
export const plotPlace = html`<span class="skeleton skeleton--plot" aria-hidden="true"></span>`;

/** A line of words. */
export const linePlace = html`<div class="legend" aria-hidden="true"><span class="skeleton skeleton--legend"></span></div>`;

const cell = html`<div class="number-cell">
  <dt><span class="skeleton skeleton--label"></span>\u00a0</dt>
  <dd class="number-cell__value"><span class="skeleton skeleton--value"></span>\u00a0</dd>
  <dd class="number-cell__note"></dd>
</div>`;

/** The numbers: two less where nothing is exported. */
export function numbersPlace(exports: boolean): TemplateResult {
  return html`<dl class="numbers" aria-hidden="true">${exports ? [cell, cell, cell, cell, cell] : [cell, cell, cell]}</dl>`;
}

/** The chart before its data. */
export function chartSkeleton(locale: string): TemplateResult {
  return skeleton(
    html`<div class="frame">
      ${tabsPlace} ${numbersPlace(true)} ${controlsPlace}
      ${plotPlace}
      ${linePlace} ${linePlace}
    </div>`,
    messages.in(locale).loading,
    locale,
  );
}
