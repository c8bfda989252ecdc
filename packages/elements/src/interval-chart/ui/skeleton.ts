import { html, type TemplateResult } from 'lit';
import { skeleton } from '../../internal/skeleton.ts';
import { messages } from '../text/words.ts';

const total = html`<div class="total">
  <dt><span class="skeleton skeleton--label"></span>\u00a0</dt>
  <dd class="total__value"><span class="skeleton skeleton--value"></span>\u00a0</dd>
  <dd class="total__note"></dd>
</div>`;

/** The chart before its data, in the same sizes, so that nothing jumps when they arrive. */
export function chartSkeleton(locale: string): TemplateResult {
  return skeleton(
    html`<div class="rows">
      <dl class="totals">${[total, total, total]}</dl>
      <div class="controls"><span class="skeleton skeleton--controls"></span></div>
      <div class="panel">
        <span class="skeleton skeleton--plot"></span>
        <span class="skeleton skeleton--line"></span>
      </div>
      <span class="skeleton skeleton--line"></span>
    </div>`,
    messages.in(locale).loading,
    locale,
  );
}
