import type { RangePreset } from '../../interval-chart/data/range.ts';
import type { Resolution } from '../../interval-chart/data/resolution.ts';
import type { LocaleRules } from '../locale-rules.ts';

/** English, from which the other languages are translated. */
export const chart = ({ number, plural }: LocaleRules) => ({
  title: 'Energy use',
  meter: (number: string) => `Meter ${number}`,
  loading: 'Loading usage data',

  // Numbers and foot
  imported: 'Imported',
  exported: 'Exported',
  net: 'Net',
  peak: 'Highest power',
  /**
   * Label of the peak of readings longer than 15 minutes, which is an average over their length.
   */
  peakOver: (minutes: number) =>
    minutes === 60
      ? 'Highest hourly average'
      : minutes === 1440
        ? 'Highest daily average'
        : `Highest ${minutes % 60 === 0 ? `${number(minutes / 60)}-hour` : `${number(minutes)}-minute`} average`,
  coverage: 'Measured',
  coverageComplete: 'nothing missing',
  missingHours: (text: string) => `${text} missing`,
  ofWhole: (whole: string) => `of ${whole} in all`,
  gaps: (count: number, duration: string) => `${plural(count, { one: '# gap', other: '# gaps' })}, ${duration} missing`,
  unusable: (count: number) =>
    plural(count, {
      one: '# reading is no usable number and counts as missing',
      other: '# readings are no usable numbers and count as missing',
    }),
  dataThrough: (moment: string) => `Data through ${moment}`,
  timesIn: (zone: string) => `times in ${zone} (the meter's)`,
  zoneMissing: 'times in UTC, because the meter does not say where it is',
  zoneUnknown: (zone: string) => `times in UTC, because “${zone}” is not a known time zone`,
  viewerZone: (zone: string) => `You are in ${zone}`,
  /** Interval between the readings of a meter. */
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

  // Controls
  viewsLabel: 'View',
  views: {
    usage: 'Usage',
    heatmap: 'Heatmap',
    averageDay: 'Typical day',
    duration: 'How often',
    months: 'Months',
    timeOfUse: 'Time of use',
  },
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
  options: 'Options',
  resolution: 'Each bar is',
  resolutionAuto: (text: string) => `Automatic: ${text}`,
  resolutionName: (resolution: Resolution, slotMinutes: number) =>
    ({
      slot: slotMinutes === 60 ? '1 hour' : slotMinutes === 1440 ? '1 day' : `${number(slotMinutes)} minutes`,
      hour: '1 hour',
      day: '1 day',
      week: '1 week',
      month: '1 month',
    })[resolution],
  compare: 'Compare',
  compareWith: {
    none: 'No comparison',
    'calendar-date': 'Same dates before',
    weekday: 'Same weekdays before',
    'day-index': 'Day by day before',
  },
  channels: 'Directions',
  channelsName: { mirrored: 'Up and down', separate: 'One above the other' },
  table: 'Table',
  chart: 'Chart',
  save: 'Save',
  saveCsv: 'CSV',
  saveCsvHint: 'Readings of this range',
  saveGreenButton: 'Green Button XML',
  saveGreenButtonHint: 'All readings, for other energy tools',
  savePng: 'PNG picture',
  savePngHint: 'This view',
  saveSvg: 'SVG picture',
  saveSvgHint: 'This view, sharp at any size',
  print: 'Print',
  saveFailed: 'The file could not be made.',
  partFailed: 'Part of this chart could not be loaded.',
  retry: 'Try again',

  // Picture
  plotRole: 'interactive chart',
  plotHelp:
    'Arrow keys move along the data. Home and End go to its ends, Page Up and Page Down jump. Plus and minus zoom, ' +
    'Shift with an arrow moves the range, Enter opens the month or day under the cursor, Escape leaves it.',
  outside: 'No readings in this range.',
  showAll: 'Show all data',
  noReading: 'No reading',
  notPublished: 'Not published yet',
  estimated: 'Estimated',
  missing: 'No readings',
  partlyMeasured: (share: string) => `${share} of it was measured`,
  partEstimated: 'Partly estimated',
  clockChange: (hours: string) => `${hours} long: the clocks changed`,
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
  unitPower: 'Average power, kW',
  unitNetPower: 'Average net power, kW',

  // Table
  time: 'Time',
  power: 'Average power',
  netPower: 'Average net power',
  hours: 'Hours',
  tableCaption: (span: string, resolution: string) => `Energy ${span}, one row per ${resolution.replace(/^1 /, '')}`,
  tableEmpty: 'No readings in this range.',
  firstPage: 'First page',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  lastPage: 'Last page',
  rows: (from: number, to: number, total: number) => `Rows ${number(from)} to ${number(to)} of ${number(total)}`,

  // Usage
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
      what.peak === null ? '' : `Highest power ${what.peak}.`,
      what.gaps === null ? '' : `${what.gaps[0]?.toUpperCase()}${what.gaps.slice(1)}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  earlier: 'Imported before',
  noPartner: 'no such day',
  nothingToCompare: 'Before: no day that both have',
  compared: (before: string, days: number, change: string | null) =>
    `Before: ${before} on the ${plural(days, { one: '# day', other: '# days' })} that both have${
      change === null ? '' : `, now ${change}`
    }`,

  // Heatmap
  scaleImport: (top: string) => `0 to ${top} and more`,
  scaleNet: (top: string) => `${top} to the grid … ${top} from the grid`,
  heatmapSummary: (span: string, minutes: number, busiest: string | null) =>
    `Energy ${span} as days by time of day, in steps of ${number(minutes)} minutes.${
      busiest === null ? '' : ` Most is imported around ${busiest}.`
    }`,

  // Typical day
  weekday: 'Weekdays',
  weekend: 'Weekends',
  all: 'All days',
  average: (group: string) => `${group}, average`,
  low: (group: string) => `${group}, 10%`,
  high: (group: string) => `${group}, 90%`,
  band: (group: string) => `${group}: 8 of 10 days lie here`,
  dayCount: (count: number) => plural(count, { one: '# day', other: '# days' }),
  averageDaySummary: (span: string, groups: string) => `Average power by time of day, ${span}. ${groups}.`,
  averagePeak: (group: string, kw: string, at: string) => `${group} are highest around ${at} with ${kw} on average`,
  timeOfDay: 'Time of day',

  // How often
  shareOfTime: 'Share of the time',
  powerAtLeast: 'Import power at least',
  atLeastFor: (share: string) => `${share} of the time`,
  baseLoad: (kw: string) => `Always on: ${kw}`,
  baseLoadHint: 'Reached or exceeded 95% of the time',
  durationSummary: (span: string, top: string, base: string) =>
    `How often the import power was at least so high, ${span}. Highest ${top}; 95% of the time at least ${base}.`,

  // Months
  month: 'Month',
  peakTime: 'Highest at',
  partMissing: 'Readings missing',
  monthsSummary: (span: string, months: string) => `Energy by month, ${span}. ${months}`,
  highestMonth: (month: string, kwh: string) => `Most was imported in ${month}, ${kwh}.`,

  // Time of use
  bandName: 'Band',
  otherBand: 'Other',
  shareOfImport: 'Share of import',
  cost: 'Energy cost',
  uncertain: (kwh: string) => `${kwh} of it estimated or split between bands`,
  highestBand: (band: string, kwh: string) => `Most is imported in ${band}, ${kwh}.`,
  timeOfUseSummary: (span: string, highest: string) => `Energy by time-of-use band, ${span}. ${highest}`,

  // Without readings
  noMeter: 'No meter yet.',
  noMeterHint: 'Meters appear here once your utility lists them, usually within minutes of connecting.',
  noFile: 'Drop a Green Button or CSV file here.',
  noFileHint:
    'Your utility offers it as “Download my data” or “Green Button”. ' +
    'It is read in this browser and goes nowhere else.',
  openFile: 'Choose a file',
  noReadings: 'No readings yet.',
  noReadingsHint: 'Your utility has not published any for this meter. They appear here by themselves.',
  notActivated: 'Usage data is not turned on for this meter.',
  notActivatedHint: 'Turn it on to see up to a year of readings, and new ones as your utility publishes them.',
  inProgress: 'Your utility’s readings are being collected.',
  inProgressHint: 'The first ones usually arrive within the hour. You can leave this page.',
  notSupported: 'Your utility does not publish usage data for this meter.',
  notSupportedHint: 'Monthly bills may still be available.',
});
