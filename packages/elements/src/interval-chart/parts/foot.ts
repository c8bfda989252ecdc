import { html, nothing, type TemplateResult } from 'lit';
import { clock, drawn } from '../../internal/chart-icons.ts';
import type { ChartData } from '../chart-data.ts';
import { durationText } from '../core/duration-text.ts';
import type { TimeRange } from '../core/range.ts';
import type { TimeText } from '../core/time-text.ts';
import { messages } from '../messages.ts';

/** What the foot line is made from. */
export interface FootInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly locale: string;
  readonly time: TimeText;
  /** The viewer's own zone; shown when it differs from the meter's. */
  readonly viewerZone: string;
}

/**
 * What one has to know about the data: how far they go, what is missing in the visible range, whose clock the times are. The part `gaps` carries
 * `data-count` and `data-missing-minutes`, and is there when something is missing.
 */
export function foot({ data, range, locale, time, viewerZone }: FootInput): TemplateResult {
  const words = messages.in(locale);
  const { series, source, calendar } = data;
  const lastMs = data.lastReadingMs;
  const gaps = data.gaps(range).filter((gap) => !gap.awaiting);
  const { missingMinutes } = data.summary(range);
  const zoneKnown = series.timeZone !== 'UTC' || series.timeZoneText !== null;
  const differs = calendar.timeZone !== viewerZone && zoneKnown;
  // A day that is complete is named by itself: nobody reads midnight as the end of the day before.
  const through = (ms: number): string =>
    calendar.day(ms) === calendar.day(ms - 1) ? time.moment(ms) : time.date(ms - 1);
  return html`<div class="foot" part="foot">
    ${
      gaps.length === 0
        ? nothing
        : html`<span class="foot__gaps" part="gaps" data-count=${gaps.length} data-missing-minutes=${missingMinutes}
            ><span class="swatch" data-mark="missing"></span>${words.gaps(gaps.length, durationText(locale, missingMinutes))}</span
          >`
    }
    ${lastMs === null ? nothing : html`<span part="data-through">${words.dataThrough(through(lastMs))}</span>`}
    <span part="zone">${zoneKnown ? words.timesIn(series.timeZone) : words.zoneUnknown}</span>
    ${differs ? html`<span class="chip zone-chip" part="viewer-zone">${drawn(clock)}${words.viewerZone(viewerZone)}</span>` : nothing}
    ${
      source.sourceMinutes > source.slotMinutes
        ? html`<span part="source-note">${words.splitSource(words.every(source.sourceMinutes))}</span>`
        : nothing
    }
  </div>`;
}
