import { Catalog, type WordsOf } from '../languages/catalog.ts';
import { CHART } from '../languages/loaders.ts';
import type { RangePreset } from './core/range.ts';
import type { Resolution } from './core/resolution.ts';

/** Words of the chart. */
export type ChartWords = WordsOf<typeof messages>;

/** Everything the chart says: English, from which the other languages are translated. Sentences for people, no jargon. */
export const messages = new Catalog('chart', CHART, ({ number, plural }) => ({
  title: 'Energy use',
  meter: (number: string) => `Meter ${number}`,
  imported: 'Imported',
  exported: 'Exported',
  net: 'Net',
  peak: 'Peak',
  coverage: 'Coverage',
  power: 'Average power',
  netPower: 'Average net power',
  time: 'Time',
  /** The highest average over so many minutes, more than 15: what was higher in between is not known. */
  peakOver: (minutes: number) =>
    minutes === 60
      ? 'Highest hourly average'
      : minutes === 1440
        ? 'Highest daily average'
        : `Highest ${minutes % 60 === 0 ? `${number(minutes / 60)}-hour` : `${number(minutes)}-minute`} average`,
  ofWhole: (whole: string) => `of ${whole} in all`,
  coverageComplete: 'nothing missing',
  missingHours: (text: string) => `${text} missing`,
  gaps: (count: number, duration: string) => `${plural(count, { one: '# gap', other: '# gaps' })}, ${duration} missing`,
  noReading: 'No reading',
  notPublished: 'Not published yet',
  estimated: 'Estimated',
  missing: 'No readings',
  awaitingShort: 'Not published yet',
  partlyMeasured: (share: string) => `${share} of it was measured`,
  clockChange: (hours: string) => `${hours} long: the clocks changed`,
  partEstimated: 'Partly estimated',

  ranges: 'Range',
  preset: {
    day: 'Day',
    week: 'Week',
    month: 'Month',
    year: 'Year',
    all: 'All',
  } satisfies Record<RangePreset, string>,
  previous: {
    day: 'Previous day',
    week: 'Previous week',
    month: 'Previous month',
    year: 'Previous year',
    all: 'Earlier',
  } satisfies Record<RangePreset, string>,
  next: {
    day: 'Next day',
    week: 'Next week',
    month: 'Next month',
    year: 'Next year',
    all: 'Later',
  } satisfies Record<RangePreset, string>,
  resolution: 'Each bar is',
  resolutionAuto: (text: string) => `Auto: ${text}`,
  resolutionName: (resolution: Resolution, slotMinutes: number) =>
    ({
      slot: slotMinutes === 60 ? '1 hour' : slotMinutes === 1440 ? '1 day' : `${number(slotMinutes)} minutes`,
      hour: '1 hour',
      day: '1 day',
      week: '1 week',
      month: '1 month',
    })[resolution],
  unitPer: (resolution: Resolution, slotMinutes: number) =>
    `kWh per ${
      {
        slot: slotMinutes === 60 ? 'hour' : slotMinutes === 1440 ? 'day' : `${number(slotMinutes)} min`,
        hour: 'hour',
        day: 'day',
        week: 'week',
        month: 'month',
      }[resolution]
    }`,

  views: {
    usage: 'Usage',
    heatmap: 'Heatmap',
    averageDay: 'Average day',
    duration: 'Duration',
    months: 'Months',
    timeOfUse: 'Time of use',
  },
  viewsLabel: 'View',
  viewFailed: 'This view could not be loaded.',
  retry: 'Try again',

  save: 'Save',
  saveFailed: 'The file could not be made.',

  table: 'Table',
  chart: 'Chart',

  plotRole: 'interactive chart',
  summary: (what: {
    readonly span: string;
    readonly resolution: string;
    readonly imported: string;
    readonly exported: string | null;
    readonly peak: string | null;
    readonly gaps: string | null;
  }) =>
    [
      `Energy ${what.span}, by ${what.resolution.replace(/^1 /, '')}.`,
      `Imported ${what.imported}${what.exported === null ? '' : `, exported ${what.exported}`}.`,
      what.peak === null ? '' : `Peak ${what.peak}.`,
      what.gaps === null ? '' : `${what.gaps[0]?.toUpperCase()}${what.gaps.slice(1)}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),

  compare: 'Compare',
  compareWith: {
    none: 'No comparison',
    'calendar-date': 'Same dates before',
    weekday: 'Same weekdays before',
    'day-index': 'Day by day before',
  },

  dataThrough: (moment: string) => `Data through ${moment}`,
  timesIn: (zone: string) => `times in ${zone} (the meter's)`,
  zoneUnknown: 'times in UTC, because the meter does not say where it is',
  viewerZone: (zone: string) => `You are in ${zone}`,
  /** How often a meter is read. */
  every: (minutes: number) =>
    minutes === 60
      ? 'every hour'
      : minutes === 1440
        ? 'every day'
        : minutes % 60 === 0
          ? `every ${number(minutes / 60)} hours`
          : `every ${number(minutes)} minutes`,
  splitSource: (every: string) =>
    `Your utility measures ${every}; shorter steps would be guesses, so they are not offered`,

  loading: 'Loading interval data',
  outside: 'No readings in this range.',
  showAll: 'Show all data',
}));
