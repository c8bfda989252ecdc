import { type DayTotals, type Series, totalsByLocalDay } from '@arc-elements/intervals';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatKwh } from '../internal/format.ts';
import { messages } from './meter-list.messages.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;
const WIDTH = 150;
const HEIGHT = 32;
const STEP = WIDTH / DAYS;

// Caches the totals of a year of readings, so that a render does not compute them again.
const cache = new WeakMap<Series, readonly DayTotals[]>();

/** Draws the last thirty local days of a meter as bars, import up and export down, with a label. */
export function preview(series: Series, locale: string): TemplateResult | typeof nothing {
  const days = lastDays(series);
  const known = days.filter(({ importKwh }) => importKwh !== null);
  if (known.length === 0) return nothing;
  const imports = known.map(({ importKwh }) => importKwh as number);
  const top = Math.max(...imports, 0);
  const depth = Math.max(...days.map(({ exportKwh }) => exportKwh ?? 0), 0);
  const scale = top + depth === 0 ? 0 : HEIGHT / (top + depth);
  const zero = top * scale;
  const energy = (kwh: number) => Object.values(formatKwh(locale, kwh)).join(' ');
  const missing = days.length - known.length;
  const words = messages.in(locale);
  const label = [
    words.preview(days.length, energy(Math.min(...imports)), energy(top)),
    ...(missing > 0 ? [words.previewMissing(missing)] : []),
  ].join(' ');
  return html`<svg
    class="preview"
    part="preview"
    viewBox="0 0 ${WIDTH} ${HEIGHT + 1}"
    preserveAspectRatio="none"
    role="img"
    aria-label=${label}
  >
    ${days.map((day, i) => bars(day, (DAYS - days.length + i) * STEP, zero, scale))}
  </svg>`;
}

function bars({ importKwh, exportKwh }: DayTotals, x: number, zero: number, scale: number): TemplateResult<2> {
  // A dash on the zero line tells a day without data from a day without use.
  if (importKwh === null) {
    return svg`<rect class="missing" x=${x + 0.75} y=${zero - 0.5} width=${STEP - 1.5} height="1"></rect>`;
  }
  const up = Math.max(importKwh * scale, 0.75);
  const down = (exportKwh ?? 0) * scale;
  return svg`<rect class="import" x=${x + 0.5} y=${zero - up} width=${STEP - 1} height=${up}></rect>${
    down > 0 ? svg`<rect class="export" x=${x + 0.5} y=${zero} width=${STEP - 1} height=${down}></rect>` : nothing
  }`;
}

function lastDays(series: Series): readonly DayTotals[] {
  let days = cache.get(series);
  if (days === undefined) {
    // One more day than shown, because the range starts during a day.
    const range = { startMs: series.endMs - (DAYS + 1) * DAY_MS, endMs: series.endMs };
    days = totalsByLocalDay(series, range).slice(-DAYS);
    cache.set(series, days);
  }
  return days;
}
