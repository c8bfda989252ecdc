import '@arc-elements/elements/interval-chart/define';
import type { ArcIntervalChartElement } from '@arc-elements/elements/interval-chart';
import type { Meter, MeterStatus } from '@arc-elements/models';
import { arcError, meter, NOW_MS } from '../../../../packages/elements/src/testing/fixtures.ts';
import type { TestSession } from '../../../../packages/elements/src/testing/test-session.ts';
import { GAS, TARIFF_COLUMNS, TWO_METERS, withEndlessFile, withFile } from '../files.ts';
import { clockChangeWeek, homeYear, hourlyHome, meterYear, patchyWeeks, unusableDays } from '../readings.ts';
import { failing, make, scene, sceneWith, shadowPart, signedOut } from '../scene.ts';
import { type Scene, type Subject, state } from '../subject.ts';

type Properties = Partial<
  Pick<ArcIntervalChartElement, 'series' | 'range' | 'view' | 'compare' | 'table' | 'resolution' | 'tariff'>
>;

/** A tariff that is expensive on weekday evenings and cheap at night. */
const TARIFF: ArcIntervalChartElement['tariff'] = {
  rules: [
    { band: 'Peak', weekdays: [1, 2, 3, 4, 5], fromMinute: 16 * 60, toMinute: 21 * 60 },
    { band: 'Night', fromMinute: 0, toMinute: 6 * 60 },
  ],
  otherwise: 'Day',
  prices: { Peak: 0.42, Night: 0.11, Day: 0.19 },
};

/** Returns a chart whose properties are set before it is drawn for the first time. */
function chart(
  attributes: Readonly<Record<string, string>> = {},
  properties: Properties = {},
): ArcIntervalChartElement {
  return Object.assign(make('arc-interval-chart', attributes), properties);
}

/** Returns a chart of the session's meter with a year of readings. */
const ofMeter = (attributes: Readonly<Record<string, string>> = {}, properties: Properties = {}): Scene =>
  scene(chart(attributes, properties), { meters: [meter()], intervals: { mtr_1: meterYear() } });

const ofSeries = (properties: Properties, attributes: Readonly<Record<string, string>> = {}): Scene => ({
  element: chart(attributes, properties),
  session: null,
});

const ofFile = (): ArcIntervalChartElement => chart({ 'accept-file': '' });

const waiting = (status: MeterStatus, patch: Partial<Meter> = {}): Scene =>
  scene(chart(), { meters: [meter({ status, earliestIntervalAtMs: null, latestIntervalAtMs: null, ...patch })] });

const readingsFail = (session: TestSession): void => {
  const store = session.intervals('mtr_1');
  const before = store.getState().data;
  if (before !== undefined) store.setData(before, { updatedAtMs: NOW_MS - 2_400_000 });
  store.setError(arcError('unavailable'));
};

export const intervalChart: Subject = {
  tag: 'arc-interval-chart',
  title: 'Interval chart',
  about: 'Energy of one meter over time, with its gaps, in the meter’s own time: picture, words and table.',
  states: [
    state('usage', 'Usage', 'From the grid upwards, to the grid downwards, net as a line.', () =>
      ofMeter({ range: 'week' }),
    ),
    state('day', 'Usage of a day', 'Every quarter of an hour.', () => ofMeter({ range: 'day' })),
    state('year', 'Usage of a year', 'Days or weeks, with an overview strip underneath.', () =>
      ofMeter({ range: 'all' }),
    ),
    state('heatmap', 'Heatmap', 'Days across, time of day down.', () => ofMeter({ range: 'all', view: 'heatmap' })),
    state('average-day', 'Typical day', 'Weekdays and weekends, with the band that most days stay in.', () =>
      ofMeter({ range: 'all', view: 'average-day' }),
    ),
    state('duration', 'How often', 'The share of the time in which each power was reached.', () =>
      ofMeter({ range: 'all', view: 'duration' }),
    ),
    state('months', 'Months', 'Bars with the table under them.', () => ofMeter({ range: 'all', view: 'months' })),
    state('time-of-use', 'Time of use', 'Energy and cost by the bands of a tariff that the page gives.', () =>
      ofMeter({ range: 'all', view: 'time-of-use' }, { tariff: TARIFF }),
    ),
    state('table', 'Table', 'The same readings as a table.', () => ofMeter({ range: 'week', table: '' })),
    state('compare', 'Compared', 'The days of October compared with those of September.', () => {
      const element = chart({ range: 'month' }, { compare: 'day-index', resolution: 'day' });
      const init = { meters: [meter()], intervals: { mtr_1: meterYear() } };
      return scene(element, init, async () => (await shadowPart(element, '[part~=previous]')).click());
    }),
    state('options', 'Options', 'Width of a bar, comparison, directions, table and files, behind one button.', () => {
      const element = chart({ range: 'month' }, { resolution: 'day' });
      const init = { meters: [meter()], intervals: { mtr_1: meterYear() } };
      return scene(element, init, async () => (await shadowPart(element, '[part~=options-button]')).click());
    }),
    state('series', 'A series of the page', 'Without a session: the page gives the numbers itself.', () =>
      ofSeries({ series: homeYear() }, { range: 'week' }),
    ),
    state('partial', 'Partial', 'Estimated, missing and not yet published, each with a look of its own.', () =>
      ofSeries({ series: patchyWeeks() }, { range: 'week' }),
    ),
    state(
      'unusable',
      'No numbers',
      'Values that no meter can have measured count as missing, and the zone is not known.',
      () => ofSeries({ series: unusableDays() }, { range: 'all' }),
    ),
    state('import-only', 'Import only, hourly', 'A meter without an export channel, read every hour.', () =>
      ofSeries({ series: hourlyHome() }, { range: 'week' }),
    ),
    state('clock-change', 'Clock change', 'A week with a day of 25 hours, one of which comes twice.', () =>
      ofSeries({ series: clockChangeWeek() }, { range: 'all' }),
    ),
    state('out-of-range', 'Nothing in range', 'The page asked for days that have no readings.', () =>
      ofSeries({ series: patchyWeeks(), range: { startMs: Date.UTC(2028, 0, 3), endMs: Date.UTC(2028, 0, 4) } }),
    ),
    state('loading', 'Loading', 'Readings are on their way; their space is reserved.', () =>
      scene(chart(), { meters: [meter()] }),
    ),
    state('empty', 'No meter', 'The person has no meter yet.', () => scene(chart(), { meters: [] })),
    state('not-activated', 'Usage data off', 'One press turns it on.', () =>
      waiting('INTERVALS_NOT_REQUESTED', { isIntervalsProductActive: false }),
    ),
    state('collecting', 'Collecting', 'Up to a year of readings is on its way.', () =>
      waiting('INTERVALS_IN_PROGRESS'),
    ),
    state('collecting-again', 'Collecting again', 'Earlier readings are shown; more are on their way.', () =>
      scene(chart({ range: 'week' }), {
        meters: [meter({ status: 'INTERVALS_IN_PROGRESS' })],
        intervals: { mtr_1: meterYear() },
      }),
    ),
    state('not-supported', 'Not offered', 'This utility publishes no usage data for this meter.', () =>
      waiting('INTERVALS_NOT_SUPPORTED', { isIntervalsProductActive: false }),
    ),
    state('no-readings', 'No readings yet', 'Usage data is on, and nothing was published so far.', () =>
      ofSeries({ series: { startMs: NOW_MS, stepMs: 900_000, timeZone: 'America/Phoenix', importKwh: [] } }),
    ),
    state(
      'file',
      'A file to open',
      'Drop a file of your utility: it is read in the browser only, and asks for what is missing in it.',
      () => ofSeries({}, { 'accept-file': '' }),
    ),
    state(
      'file-read',
      'A file, read',
      'The name of the file, the assumptions that were made, and notes about it.',
      () => withFile(ofFile(), 'tariffs.csv', TARIFF_COLUMNS, 'file-notes'),
    ),
    state(
      'file-questions',
      'A file with a question',
      'The questions that the file leaves open, with the result of each answer.',
      () => withFile(ofFile(), 'meters.csv', TWO_METERS, 'file-questions'),
    ),
    state('file-refused', 'A file, refused', 'What is in the file instead of usage data, and what to do.', () =>
      withFile(ofFile(), 'gas.csv', GAS, 'file-reason'),
    ),
    state(
      'file-progress',
      'A file, being read',
      'Shown when a file takes longer than a moment; reading can be cancelled.',
      () => withEndlessFile(ofFile(), 'ten-years.xml'),
    ),
    state('stale', 'Stale', 'The last refresh failed; the readings stay, with their age.', () =>
      sceneWith(chart({ range: 'week' }), { meters: [meter()], intervals: { mtr_1: meterYear() } }, readingsFail),
    ),
    state('failed', 'Failed', 'Readings could not be read; trying again may help.', () =>
      sceneWith(chart(), { meters: [meter()] }, readingsFail),
    ),
    state('meters-failed', 'Meters failed', 'The list of meters could not be read.', () =>
      sceneWith(chart(), {}, failing('network', 'meters')),
    ),
    state('wrong-series', 'Not a series', 'The page gave columns of different lengths.', () =>
      ofSeries({ series: { ...patchyWeeks(), exportKwh: [1, 2, 3] } }),
    ),
    state('signed-out', 'Signed out', 'The session was ended; nothing of the person is left.', () =>
      sceneWith(chart(), { meters: [meter()], intervals: { mtr_1: meterYear() } }, signedOut),
    ),
    state('no-session', 'No session', 'It stands outside of any arc-session.', () => ofSeries({})),
  ],
};
