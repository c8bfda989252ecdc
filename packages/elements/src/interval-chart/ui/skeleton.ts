import { html, type TemplateResult } from 'lit';
import { skeleton } from '../../internal/skeleton.ts';
import { messages } from '../text/words.ts';

const total = html`<div class="total">
  <dt><span class="skeleton skeleton--label"></span>\u00a0</dt>
  <dd class="total__value"><span class="skeleton skeleton--value"></span>\u00a0</dd>
  <dd class="total__note"></dd>
</div>`;

/** Returns a placeholder of the size of a chart, so that nothing moves when the data arrive. */
export function chartSkeleton(names: unknown, locale: string): TemplateResult {
  return html`<header class="head">
      ${names}
      <dl class="totals" aria-hidden="true">${[total, total, total]}</dl>
    </header>
    ${skeleton(
      html`<div class="rows">
        <div class="controls"><span class="skeleton skeleton--controls"></span></div>
        <div class="panel">
          <span class="skeleton skeleton--plot"></span>
          <span class="skeleton skeleton--line"></span>
        </div>
        <span class="skeleton skeleton--line foot"></span>
      </div>`,
      messages.in(locale).loading,
      locale,
    )}`;
}
