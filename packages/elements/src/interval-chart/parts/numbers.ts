import { html, nothing, type TemplateResult } from 'lit';
import { formatKw, formatKwh, formatPercent, joined, type Measure } from '../../internal/format.ts';
import type { ChartData, RangeSummary } from '../chart-data.ts';
import { durationText } from '../core/duration-text.ts';
import { sameRange, type TimeRange } from '../core/range.ts';
import type { TimeText } from '../core/time-text.ts';
import { messages } from '../messages.ts';

/** What the numbers row is made from. */
export interface NumbersInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly locale: string;
  readonly time: TimeText;
}

/**
 * Totals of the visible range as text, the whole period muted under each. Each value's element is a part of its own and carries the exact number:
 * `total-import`, `total-export`, `total-net` with `data-kwh`, `total-peak` with `data-kw`, `total-coverage` with `data-share`
 * (0 to 1). An attribute is empty when the value is not known.
 */
export function numbers({ data, range, locale, time }: NumbersInput): TemplateResult {
  const words = messages.in(locale);
  const shown = data.summary(range);
  const whole = coversAll(range, data.extent) ? null : data.whole;
  // A normalized body has zeros for meters that never export: "Exported 0.0 kWh" and a net equal to the import would say nothing.
  const exports = data.hasExport;
  return html`<dl class="numbers" part="totals">
    ${energy('import', words.imported, shown.importKwh, whole?.importKwh, locale)}
    ${exports ? energy('export', words.exported, shown.exportKwh, whole?.exportKwh, locale) : nothing}
    ${exports ? energy('net', words.net, shown.netKwh, whole?.netKwh, locale) : nothing}
    ${peak(shown, locale, time)} ${coverage(shown, locale)}
  </dl>`;
}

function coversAll(range: TimeRange, extent: TimeRange): boolean {
  return sameRange(range, extent) || (range.startMs <= extent.startMs && range.endMs >= extent.endMs);
}

function energy(
  key: 'import' | 'export' | 'net',
  label: string,
  kwh: number | null,
  whole: number | null | undefined,
  locale: string,
): TemplateResult {
  const words = messages.in(locale);
  return html`<div class="number-cell">
    <dt><span class="swatch" data-mark=${key}></span>${label}</dt>
    <dd class="number-cell__value">
      <span part=${`total-${key}`} data-kwh=${kwh ?? ''}>${value(formatKwh(locale, kwh))}</span>
    </dd>
    <dd class="number-cell__note">${whole === undefined ? nothing : words.ofWhole(joined(formatKwh(locale, whole)))}</dd>
  </div>`;
}

function peak({ peak }: RangeSummary, locale: string, time: TimeText): TemplateResult {
  const words = messages.in(locale);
  return html`<div class="number-cell">
    <dt>${peak?.hourlyAverage ? words.peakOver(peak.minutes) : words.peak}</dt>
    <dd class="number-cell__value">
      <span part="total-peak" data-kw=${peak?.kw ?? ''} data-start-ms=${peak?.startMs ?? ''}>${value(formatKw(locale, peak?.kw ?? null))}</span>
    </dd>
    <dd class="number-cell__note">${peak === null ? nothing : time.moment(peak.startMs)}</dd>
  </div>`;
}

function coverage({ coverage, missingMinutes, importKwh, exportKwh }: RangeSummary, locale: string): TemplateResult {
  const words = messages.in(locale);
  // Nothing missing and nothing known either: all of it is still to come, and no share can be told.
  const awaiting = missingMinutes === 0 && importKwh === null && exportKwh === null;
  const missing =
    missingMinutes > 0 ? words.missingHours(durationText(locale, missingMinutes)) : words.coverageComplete;
  return html`<div class="number-cell">
    <dt>${words.coverage}</dt>
    <dd class="number-cell__value">
      <span part="total-coverage" data-share=${awaiting ? '' : coverage} data-missing-minutes=${missingMinutes}>
        ${awaiting ? html`<span class="muted">–</span>` : formatPercent(locale, coverage)}
      </span>
    </dd>
    <dd class="number-cell__note">${awaiting ? words.notPublished : missing}</dd>
  </div>`;
}

function value(measure: Measure): TemplateResult {
  return measure.value === '–'
    ? html`<span class="muted">–</span>`
    : html`<span class="number">${measure.value}</span> <span class="unit">${measure.unit}</span>`;
}
