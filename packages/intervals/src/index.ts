export { aggregate, type Buckets } from './aggregate.ts';
export type { Assembled } from './assemble.ts';
export type { MeterInfo } from './body.ts';
export type { BucketUnit } from './buckets.ts';
export { type Calendar, createCalendar, type LocalParts } from './calendar.ts';
export { type Alignment, type ComparedDay, type CompareOptions, type Comparison, comparePeriods } from './compare.ts';
export { coveredMsOf } from './coverage.ts';
export { createSeries, type SeriesInput } from './create-series.ts';
export * from './csv/index.ts';
export * from './files/index.ts';
export * from './green-button/index.ts';
export { ABSENT, type Heatmap, type HeatmapOptions, heatmap, type RepeatedCell } from './heatmap.ts';
export { type LoadDuration, loadDuration, powerPercentile } from './load-duration.ts';
export { type MonthPeak, peaksByLocalMonth } from './month-peaks.ts';
export { type NormalizeOptions, normalize } from './normalize.ts';
export type { ConflictPolicy, ReadOptions } from './options.ts';
export {
  type Profile,
  type ProfileBand,
  type ProfileGroup,
  type ProfileGrouping,
  type ProfileOptions,
  profile,
} from './profile.ts';
export { AWAITING, ESTIMATED, MEASURED, MISSING, QUALITY_WORDS, type Quality } from './quality.ts';
export { quantileOf } from './quantile.ts';
export { type IntervalData, type ReadIntervalsOptions, readIntervals, readIntervalsText } from './read-intervals.ts';
export { type Gap, type NoteCode, type Receipt, type ReceiptNote, receiptOf } from './receipt.ts';
export {
  firstSlotFrom,
  type Series,
  slotAt,
  slotEndMs,
  slotStartMs,
  slotsIn,
  type TimeRange,
} from './series.ts';
export { parseStamp } from './stamp.ts';
export { type Peak, type Summary, summarize } from './summarize.ts';
export { type BandRule, type BandTotals, type TimeOfUseSchedule, timeOfUseTotals } from './time-of-use.ts';
export { type TimeZoneState, timeZoneStateOf } from './time-zone-state.ts';
export { type DayTotals, type MonthTotals, type Totals, totalsByLocalDay, totalsByLocalMonth } from './totals.ts';
export { resolveTimeZone } from './zone.ts';
