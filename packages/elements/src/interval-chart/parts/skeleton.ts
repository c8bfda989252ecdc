import { html, type TemplateResult } from 'lit';
import { skeleton } from '../../internal/skeleton.ts';
import { messages } from '../messages.ts';

/** The chart before its data: the same rows in the same sizes, so that nothing jumps when they arrive. */
export function chartSkeleton(locale: string): TemplateResult {
  const cell = html`<div class="number-cell">
    <dt><span class="skeleton skeleton--label"></span>\u00a0</dt>
    <dd class="number-cell__value"><span class="skeleton skeleton--value"></span>\u00a0</dd>
    <dd class="number-cell__note"></dd>
  </div>`;
  const line = html`<div class="legend"><span class="skeleton skeleton--legend"></span></div>`;
  return skeleton(
    html`<div class="frame">
      <div class="tabs"><span class="tab">\u00a0</span></div>
      <dl class="numbers">${[cell, cell, cell, cell, cell]}</dl>
      <span class="skeleton skeleton--controls"></span>
      <span class="skeleton skeleton--plot"></span>
      ${line} ${line}
    </div>`,
    messages.in(locale).loading,
    locale,
  );
}
