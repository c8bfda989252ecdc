/** Types that partners rely on, checked by the compiler: a change here is a breaking change. */
import type {
  Alignment,
  Buckets,
  BucketUnit,
  Calendar,
  ConflictPolicy,
  CsvColumn,
  CsvData,
  DayTotals,
  GreenButtonData,
  Heatmap,
  IntervalData,
  MeterInfo,
  MonthTotals,
  NoteCode,
  Peak,
  ProfileGroup,
  Quality,
  ReadIntervalsOptions,
  ReadOptions,
  Receipt,
  ReceiptNote,
  Series,
  SeriesInput,
  TimeRange,
  UsagePointInfo,
} from './index.ts';
import {
  type aggregate,
  type createCalendar,
  createSeries,
  type heatmap,
  type MEASURED,
  type MISSING,
  type normalize,
  type profile,
  type QUALITY_WORDS,
  type readCsv,
  type readGreenButton,
  type readIntervals,
  type readIntervalsText,
  type summarize,
  type timeZoneStateOf,
  type totalsByLocalDay,
  type totalsByLocalMonth,
  type writeCsv,
  type writeGreenButton,
} from './index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_T extends true>(): void => undefined;

// Reading: anything goes in, because nothing that arrives is trusted.
same<Equal<Parameters<typeof readIntervals>[0], unknown>>();
same<Equal<Parameters<typeof readIntervals>[1], ReadIntervalsOptions | undefined>>();
same<Equal<ReturnType<typeof readIntervals>, IntervalData>>();
same<Equal<ReturnType<typeof readIntervalsText>, IntervalData>>();
same<Equal<Parameters<typeof readIntervalsText>[0], string | Uint8Array>>();
same<Equal<ReturnType<typeof readCsv>, CsvData>>();
same<Equal<ReturnType<typeof readGreenButton>, GreenButtonData>>();
same<Equal<keyof IntervalData, 'series' | 'receipt' | 'meter'>>();
same<Equal<CsvData['columns'], readonly CsvColumn[]>>();
same<Equal<GreenButtonData['usagePoints'], readonly UsagePointInfo[]>>();
same<Equal<NonNullable<ReadOptions['conflicts']>, ConflictPolicy>>();
same<Equal<ConflictPolicy, 'last-published' | 'first-published' | 'largest' | 'smallest'>>();

// Columns are never optional; what is not known is NaN in them, and null in objects.
same<Equal<Series['importKwh' | 'exportKwh' | 'netKwh'], Float64Array>>();
same<Equal<Series['quality'], Uint8Array>>();
same<Equal<Series['stepMs'], number | null>>();
same<Equal<Receipt['importKwh' | 'exportKwh' | 'netKwh'], number | null>>();
same<Equal<Receipt['coverage' | 'missingMinutes' | 'duplicates' | 'conflicts'], number>>();
same<Equal<Receipt['notes'], readonly ReceiptNote[]>>();
same<Equal<ReceiptNote['code'], NoteCode>>();
same<Equal<MeterInfo['meterNumber'], string | null>>();
same<Equal<Quality, 0 | 1 | 2 | 3>>();
same<Equal<typeof MEASURED, 0>>();
same<Equal<typeof MISSING, 2>>();
same<Equal<(typeof QUALITY_WORDS)[Quality], 'measured' | 'estimated' | 'missing' | 'awaiting'>>();

// Asking.
same<Equal<ReturnType<typeof totalsByLocalDay>, DayTotals[]>>();
same<Equal<ReturnType<typeof totalsByLocalMonth>, MonthTotals[]>>();
same<Equal<DayTotals['day'], string>>();
same<Equal<MonthTotals['month'], string>>();
same<Equal<DayTotals['importKwh' | 'exportKwh'], number | null>>();
same<Equal<ReturnType<typeof aggregate>, Buckets>>();
same<Equal<BucketUnit, 'slot' | 'hour' | 'day' | 'week' | 'month'>>();
same<Equal<ReturnType<typeof summarize>['peak'], Peak | null>>();
same<Equal<Peak['hourlyAverage'], boolean>>();
same<Equal<ReturnType<typeof heatmap>, Heatmap>>();
same<Equal<ReturnType<typeof profile>['groups'], readonly ProfileGroup[]>>();
same<Equal<Alignment, 'calendar-date' | 'weekday' | 'day-index'>>();
same<Equal<ReturnType<typeof normalize>, Series>>();
same<Equal<ReturnType<typeof createCalendar>, Calendar>>();
same<Equal<ReturnType<typeof writeCsv>, string>>();
same<Equal<ReturnType<typeof writeGreenButton>, string>>();

// What `el.series` of the chart takes is enough to make a series, as lists or as columns, with
// nulls where nothing is known.
export const plain: SeriesInput = {
  startMs: 0,
  stepMs: 900_000,
  timeZone: 'UTC',
  importKwh: [1, null],
  exportKwh: null,
};
export const made: Series = createSeries(plain);
// So is a series that is ready, and null for all that may be left out.
export const again: Series = createSeries(made);
export const nulls: SeriesInput = { ...plain, netKwh: null, quality: null, sourceMinutes: null };
same<Equal<Series['unusable'], number | undefined>>();
same<Equal<ReturnType<typeof timeZoneStateOf>, 'known' | 'unknown' | 'none'>>();
// @ts-expect-error -- net alone cannot be split
export const netOnly: SeriesInput = { startMs: 0, stepMs: 900_000, timeZone: 'UTC', netKwh: [1] };
// @ts-expect-error -- without a zone there are no days
export const homeless: SeriesInput = { startMs: 0, stepMs: 900_000, importKwh: [1] };

// A range has both ends: an open one would depend on what was loaded.
// @ts-expect-error -- no end
export const open: TimeRange = { startMs: 0 };

// A series is shared by every view of a page.
export function meddle(series: Series, receipt: Receipt): void {
  // @ts-expect-error -- read-only
  series.importKwh = new Float64Array(0);
  // @ts-expect-error -- read-only
  receipt.gaps.push({ fromMs: 0, toMs: 0, minutes: 0, channel: 'all' });
}
