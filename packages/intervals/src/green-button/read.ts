import type { Assembled } from '../assemble.ts';
import type { MeterInfo } from '../body.ts';
import type { Choices } from '../files/question.ts';
import { onlyMeter, readAll } from '../files/reading.ts';
import type { ReadOptions } from '../options.ts';
import { AWAITING } from '../quality.ts';
import type { Series } from '../series.ts';
import { type GreenButtonFeed, readFeed, readingOf } from './format.ts';
import type { UsagePointInfo } from './usage-points.ts';

export type { UsagePointInfo };

/** Options of `readGreenButton`. */
export interface ReadGreenButtonOptions extends ReadOptions {
  /**
   * Which usage point to read: its `id` from the result, or its index. Needed if several have
   * electric energy.
   */
  readonly usagePoint?: string | number | undefined;
  /** Answers to the questions in the `OpenQuestionError` of an earlier call. */
  readonly choices?: Choices | undefined;
}

/** A series with its receipt, its meter and the usage points of the file. */
export interface GreenButtonData extends Assembled {
  readonly meter: MeterInfo;
  /** All usage points of the file, in its order. One of them was read. */
  readonly usagePoints: readonly UsagePointInfo[];
}

/**
 * Reads a Green Button (ESPI) XML file as utilities offer it for download. Supports several usage
 * points and reading types, powers of ten, flow directions, quality codes and daylight-saving
 * rules. Each reading has a length of its own. The zone is a common IANA zone with the stated
 * offsets; `timeZone` overrides it.
 * @throws {DecodeError} `code` is `decode`: it is not well-formed XML, or has no Green Button
 * content or no electricity.
 * @throws {OpenQuestionError} It is ambiguous, for example which of several meters to read;
 * `choices` has the questions.
 */
export function readGreenButton(xml: string, options: ReadGreenButtonOptions = {}): GreenButtonData {
  const feed = readFeed(xml);
  const usagePoints = feed.points.map(({ info }) => info);
  const { choices, timeZone, usagePoint, ...others } = options;
  const { id, receipt, series } = onlyMeter(
    readAll(
      (context) => [readingOf(feed, context)],
      {
        ...choices,
        ...(timeZone === undefined ? {} : { 'time-zone': timeZone }),
        ...(usagePoint === undefined ? {} : { meter: meterOf(feed, usagePoint) }),
      },
      others,
    ),
  );
  return { series, receipt, meter: meterInfoOf(feed, id, series), usagePoints };
}

/**
 * Returns the id of the meter of a usage point; `wanted` as text if there is no such usage point.
 */
function meterOf({ points }: GreenButtonFeed, wanted: string | number): string {
  const point = typeof wanted === 'number' ? points[wanted] : points.find(({ info }) => info.id === wanted);
  return point?.meter ?? String(wanted);
}

function meterInfoOf({ feed, points }: GreenButtonFeed, id: string, series: Series): MeterInfo {
  const service = points.find(({ info }) => info.id === id)?.info.service ?? 'unknown';
  const updated = feed.blocks.reduce((latest, { entry }) => Math.max(latest, entry.publishedMs || 0), 0);
  const known = series.length > 0;
  let last = series.length - 1;
  while (last > 0 && series.quality[last]! >= AWAITING) last--;
  const lastStart = series.stepMs === null ? series.starts?.[last] : series.startMs + last * series.stepMs;
  return {
    meterId: null,
    meterNumber: null,
    providerId: null,
    providerName: null,
    serviceType: service === 'unknown' ? null : service,
    readType: null,
    earliestIntervalAtMs: known ? series.startMs : null,
    latestIntervalAtMs: known ? (lastStart ?? null) : null,
    createdAtMs: null,
    updatedAtMs: updated > 0 ? updated : null,
  };
}
