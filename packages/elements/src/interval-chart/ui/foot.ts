import { type TimeRange, timeZoneStateOf } from '@arc-elements/intervals';
import { html, nothing, type TemplateResult } from 'lit';
import { clock, drawn } from '../../internal/chart-icons.ts';
import type { ChartData } from '../data/chart-data.ts';
import { durationText } from '../text/duration-text.ts';
import type { TimeText } from '../text/time-text.ts';
import { type ChartWords, messages } from '../text/words.ts';

/** What the foot is made from. */
export interface FootInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly locale: string;
  readonly time: TimeText;
}

/**
 * Returns facts about the data: their end, what is missing in the visible range, and the zone of
 * the times. The part `gaps` has `data-count` and `data-missing-minutes`; it exists only if
 * something is missing.
 */
export function foot({ data, range, locale, time }: FootInput): TemplateResult {
  const words = messages.in(locale);
  const { source, calendar, series } = data;
  const unusable = series.unusable ?? 0;
  const lastMs = data.lastReadingMs;
  const gaps = data.gaps(range).filter((gap) => !gap.awaiting);
  const { missingMinutes } = data.summary(range);
  const zone = viewerZone();
  // Data up to midnight are named by their last day, because midnight reads as the next day.
  const through = (ms: number): string =>
    calendar.day(ms) === calendar.day(ms - 1) ? time.moment(ms) : time.date(ms - 1);
  return html`<div class="foot" part="foot" translate="no">
    ${
      gaps.length === 0
        ? nothing
        : html`<span class="foot__gaps" part="gaps" data-count=${gaps.length} data-missing-minutes=${missingMinutes}
            ><span class="swatch" data-mark="missing"></span
            >${words.gaps(gaps.length, durationText(locale, missingMinutes))}</span
          >`
    }
    ${unusable === 0 ? nothing : html`<span part="unusable" data-count=${unusable}>${words.unusable(unusable)}</span>`}
    ${lastMs === null ? nothing : html`<span part="data-through">${words.dataThrough(through(lastMs))}</span>`}
    <span part="zone">${zoneText(data, words)}</span>
    ${
      calendar.timeZone !== zone && timeZoneStateOf(data.series) === 'known'
        ? html`<span class="chip zone-chip" part="viewer-zone">${drawn(clock)}${words.viewerZone(zone)}</span>`
        : nothing
    }
    ${
      source.sourceMinutes > source.slotMinutes
        ? html`<span part="source-note">${words.splitSource(words.every(source.sourceMinutes))}</span>`
        : nothing
    }
  </div>`;
}

function zoneText({ series }: ChartData, words: ChartWords): string {
  switch (timeZoneStateOf(series)) {
    case 'none':
      return words.zoneMissing;
    case 'unknown':
      return words.zoneUnknown(series.timeZoneText as string);
    case 'known':
      return words.timesIn(series.timeZone);
  }
}

let zone: string | undefined;

/** Returns the zone of the browser, read once, because creating an `Intl` object is slow. */
function viewerZone(): string {
  zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}
