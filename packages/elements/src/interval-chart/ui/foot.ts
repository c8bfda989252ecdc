import { html, nothing, type TemplateResult } from 'lit';
import { clock, drawn } from '../../internal/chart-icons.ts';
import type { ChartData } from '../data/chart-data.ts';
import type { TimeRange } from '../data/range.ts';
import { durationText } from '../text/duration-text.ts';
import type { TimeText } from '../text/time-text.ts';
import { type ChartWords, messages } from '../text/words.ts';

/** What the foot line is made from. */
export interface FootInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  /** How many readings are no usable numbers. */
  readonly unusable: number;
  readonly locale: string;
  readonly time: TimeText;
}

/**
 * What one has to know about the data: how far they go, what is missing in the visible range, whose clock the times are.
 * The part `gaps` carries `data-count` and `data-missing-minutes`, and is there when something is missing.
 */
export function foot({ data, range, unusable, locale, time }: FootInput): TemplateResult {
  const words = messages.in(locale);
  const { source, calendar } = data;
  const lastMs = data.lastReadingMs;
  const gaps = data.gaps(range).filter((gap) => !gap.awaiting);
  const { missingMinutes } = data.summary(range);
  const zone = viewerZone();
  // A day that is complete is named by itself: nobody reads midnight as the end of the day before.
  const through = (ms: number): string =>
    calendar.day(ms) === calendar.day(ms - 1) ? time.moment(ms) : time.date(ms - 1);
  return html`<div class="foot" part="foot" translate="no">
    ${
      gaps.length === 0
        ? nothing
        : html`<span class="foot__gaps" part="gaps" data-count=${gaps.length} data-missing-minutes=${missingMinutes}
            ><span class="swatch" data-mark="missing"></span>${words.gaps(gaps.length, durationText(locale, missingMinutes))}</span
          >`
    }
    ${unusable === 0 ? nothing : html`<span part="unusable" data-count=${unusable}>${words.unusable(unusable)}</span>`}
    ${lastMs === null ? nothing : html`<span part="data-through">${words.dataThrough(through(lastMs))}</span>`}
    <span part="zone">${zoneText(data, words)}</span>
    ${
      calendar.timeZone !== zone && isZoneKnown(data)
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

function zoneText({ series: { timeZone, timeZoneText } }: ChartData, words: ChartWords): string {
  if (timeZoneText === null || timeZoneText === '')
    return timeZone === 'UTC' ? words.zoneMissing : words.timesIn(timeZone);
  return timeZone === 'UTC' && !isUtc(timeZoneText) ? words.zoneUnknown(timeZoneText) : words.timesIn(timeZone);
}

function isZoneKnown({ series: { timeZone, timeZoneText } }: ChartData): boolean {
  return timeZone !== 'UTC' || (timeZoneText !== null && isUtc(timeZoneText));
}

function isUtc(text: string): boolean {
  return /^(etc\/)?(utc|gmt|uct|zulu|universal|greenwich|z|[+-]00:?00)$/i.test(text.trim());
}

let zone: string | undefined;

/** The zone of the browser. Asked once a page: an Intl object for every render would cost more than the render. */
function viewerZone(): string {
  zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}
