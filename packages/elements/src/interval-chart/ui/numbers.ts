import type { TimeRange } from '@arc-elements/intervals';
import { html, nothing, type TemplateResult } from 'lit';
import { formatKw, formatKwh, formatPercent, joined, type Measure } from '../../internal/format.ts';
import type { ChartData, RangeSummary } from '../data/chart-data.ts';
import { durationText } from '../text/duration-text.ts';
import type { TimeText } from '../text/time-text.ts';
import { messages } from '../text/words.ts';

/** What the numbers are made from. */
export interface NumbersInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly locale: string;
  readonly time: TimeText;
}

/**
 * Returns the totals of the visible range, each with that of the whole series under it. The element
 * of each value has the exact number: the parts `total-import`, `total-export` and `total-net` in
 * `data-kwh`, `total-peak` in `data-kw`, `total-coverage` in `data-share` (0 to 1). An attribute is
 * empty when the value is not known.
 */
export function numbers({ data, range, locale, time }: NumbersInput): TemplateResult {
  const words = messages.in(locale);
  const shown = data.summary(range);
  const whole = range.startMs <= data.extent.startMs && range.endMs >= data.extent.endMs ? null : data.whole;
  const energy = (key: 'import' | 'export' | 'net', label: string, column: 'importKwh' | 'exportKwh' | 'netKwh') =>
    cell({
      label: html`<span class="swatch" data-mark=${key}></span>${label}`,
      value: html`<span part=${`total-${key}`} data-kwh=${shown[column] ?? ''}
        >${measure(formatKwh(locale, shown[column]))}</span>`,
      note: whole === null ? nothing : words.ofWhole(joined(formatKwh(locale, whole[column]))),
    });
  return html`<dl class="totals" part="totals">
    ${energy('import', words.imported, 'importKwh')}
    ${
      // The platform sends zeros for meters that never export; their net would equal the import.
      data.hasExport ? [energy('export', words.exported, 'exportKwh'), energy('net', words.net, 'netKwh')] : nothing
    }
    ${peak(shown, locale, time)} ${coverage(shown, locale)}
  </dl>`;
}

function peak({ peak }: RangeSummary, locale: string, time: TimeText): TemplateResult {
  const words = messages.in(locale);
  return cell({
    label: peak?.hourlyAverage ? words.peakOver(peak.minutes) : words.peak,
    value: html`<span part="total-peak" data-kw=${peak?.kw ?? ''} data-start-ms=${peak?.startMs ?? ''}
      >${measure(formatKw(locale, peak?.kw ?? null))}</span>`,
    note: peak === null ? nothing : time.moment(peak.startMs),
  });
}

function coverage({ coverage, missingMinutes, importKwh, exportKwh }: RangeSummary, locale: string): TemplateResult {
  const words = messages.in(locale);
  // Nothing missing and nothing known: all readings are still to be published, so there is no
  // share.
  const awaiting = missingMinutes === 0 && importKwh === null && exportKwh === null;
  const missing =
    missingMinutes > 0 ? words.missingHours(durationText(locale, missingMinutes)) : words.coverageComplete;
  return cell({
    name: 'coverage',
    label: words.coverage,
    value: html`<span
      part="total-coverage"
      data-share=${awaiting ? '' : coverage}
      data-missing-minutes=${missingMinutes}
      >${awaiting ? html`<span class="muted">–</span>` : formatPercent(locale, coverage)}</span>`,
    note: awaiting ? words.notPublished : missing,
  });
}

interface Cell {
  readonly name?: string;
  readonly label: unknown;
  readonly value: TemplateResult;
  readonly note: unknown;
}

function cell({ name, label, value, note }: Cell): TemplateResult {
  return html`<div class="total" data-name=${name ?? nothing}>
    <dt>${label}</dt>
    <dd class="total__value" translate="no">${value}</dd>
    <dd class="total__note" translate="no">${note}</dd>
  </div>`;
}

function measure({ value, unit }: Measure): TemplateResult {
  if (value === '–') return html`<span class="muted">–</span>`;
  return html`${value} <span class="total__unit">${unit}</span>`;
}
