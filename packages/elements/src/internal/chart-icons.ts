// Icons that the chart shows at first. In a file of their own, because the chart does not load the
// others.
import { html, svg, type TemplateResult } from 'lit';

export const chart = svg`<path d="M3 17h14M5.5 14V9.5M10 14V4.5M14.5 14v-7"/>`;
export const chevronDown = svg`<path d="m5 7.5 5 5 5-5"/>`;
export const chevronLeft = svg`<path d="m12.5 5-5 5 5 5"/>`;
export const chevronRight = svg`<path d="m7.5 5 5 5-5 5"/>`;
export const clock = svg`<circle cx="10" cy="10" r="7.2"/><path d="M10 5.8V10l2.8 1.8"/>`;
export const download = svg`<path d="M10 3v9.5M6.2 9 10 12.8 13.8 9M3.5 16.5h13"/>`;
export const table = svg`<path d="M3 4h14v12H3ZM3 8h14M3 12h14M8 8v8"/>`;

/** Returns the icon of these paths, drawn on a square of 20, in `currentColor`; see `icon`. */
export function drawn(paths: TemplateResult<2>): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${paths}</svg>`;
}
