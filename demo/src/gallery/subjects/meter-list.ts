import '@arc-elements/elements/meter-list/define';
import type { Meter, MeterStatus } from '@arc-elements/models';
import { arcError, meter, NOW_MS } from '../../../../packages/elements/src/testing/fixtures.ts';
import type { TestSessionInit } from '../../../../packages/elements/src/testing/test-session.ts';
import { meterYear } from '../readings.ts';
import { failing, make, partial, scene, sceneWith, shadowPart, signedOut, stale } from '../scene.ts';
import { type Scene, type Subject, state } from '../subject.ts';

const DAY_MS = 86_400_000;
const list = (attributes: Readonly<Record<string, string>> = {}) => make('arc-meter-list', attributes);
const shows = (...meters: readonly Meter[]): Scene => scene(list(), withReadings(meters));

function withReadings(meters: readonly Meter[]): TestSessionInit {
  const intervals = Object.fromEntries(meters.map(({ id }, i) => [id, meterYear(id, { scale: 1 - 0.2 * (i % 4) })]));
  return { meters, intervals };
}

const UNREAD = { earliestIntervalAtMs: null, latestIntervalAtMs: null };

const idle = (patch: Partial<Meter> = {}): Meter =>
  meter({ status: 'INTERVALS_NOT_REQUESTED', isIntervalsProductActive: false, ...UNREAD, ...patch });

/** Returns meters in four states, four for each house. */
function meters(count: number): readonly Meter[] {
  const words: readonly MeterStatus[] = ['INTERVALS_SUCCESS', 'INTERVALS_NOT_REQUESTED', 'INTERVALS_IN_PROGRESS'];
  return Array.from({ length: count }, (_, i) => {
    const address = meter().serviceAddress;
    const status = i % 4 === 3 ? 'INTERVALS_NOT_SUPPORTED' : (words[i % 3] as MeterStatus);
    return meter({
      id: `mtr_${i + 1}`,
      meterNumber: `00 4471 ${3220 + 41 * i}`,
      serviceType: i % 4 === 3 ? 'gas' : 'electric',
      serviceTypeText: i % 4 === 3 ? 'gas' : 'electric',
      status,
      ...(status === 'INTERVALS_SUCCESS' ? { latestIntervalAtMs: NOW_MS - DAY_MS } : UNREAD),
      serviceAddress:
        address === null ? null : { ...address, streetOne: `${18 + 2 * Math.floor(i / 4)} Lantern Street` },
    });
  });
}

export const meterList: Subject = {
  tag: 'arc-meter-list',
  title: 'Meter list',
  about: 'Meters by address: turn usage data on, follow its progress, and see the last thirty days.',
  states: [
    state('flowing', 'Data arriving', 'Usage data is on, with the last thirty days as a quiet preview.', () =>
      shows(meter()),
    ),
    state('loading', 'Loading', 'Meters are being read for the first time.', () => scene(list())),
    state('preview-loading', 'Preview loading', 'The meter is known; its readings are on their way.', () =>
      scene(list(), { meters: [meter()] }),
    ),
    state('empty', 'Empty', 'No meter is known yet.', () => shows()),
    state('idle', 'Usage data off', 'One press turns it on.', () => shows(idle())),
    state('turning-on', 'Turning on', 'The button was pressed; the answer is on its way.', () => {
      const element = list();
      const init: TestSessionInit = { meters: [idle()], activateIntervals: () => new Promise<void>(() => {}) };
      return scene(element, init, async () => (await shadowPart(element, '[part=activate]')).click());
    }),
    state('refused', 'Turning on refused', 'It did not work; the meter stays as it was, with the reason.', () => {
      const element = list();
      const init: TestSessionInit = {
        meters: [idle()],
        activateIntervals: async () => {
          throw arcError('meter-not-activatable');
        },
      };
      return scene(element, init, async () => (await shadowPart(element, '[part=activate]')).click());
    }),
    state('collecting', 'Collecting', 'Up to a year of readings is on its way.', () =>
      shows(meter({ status: 'INTERVALS_IN_PROGRESS', ...UNREAD })),
    ),
    state('collecting-again', 'Collecting again', 'Earlier readings are shown; more are on their way.', () =>
      shows(meter({ status: 'INTERVALS_IN_PROGRESS' })),
    ),
    state('not-supported', 'Not offered', 'This utility publishes no usage data for this meter.', () =>
      shows(idle({ status: 'INTERVALS_NOT_SUPPORTED' })),
    ),
    state('unknown', 'A new word', 'The platform reports a status that did not exist when this was written.', () =>
      shows(meter({ status: 'unknown', statusText: 'INTERVALS_ON_HOLD' })),
    ),
    state('house', 'A house', 'Electricity and gas at one address, in four states.', () => shows(...meters(4))),
    state('many', 'Many meters', 'Twelve rows at first; the rest on request.', () => shows(...meters(30))),
    state('chosen', 'One chosen', 'The meter that the chart beside it shows is marked.', () =>
      scene(list({ 'meter-id': 'mtr_1' }), withReadings(meters(3))),
    ),
    state('no-select', 'Without a chart', 'On a page without a chart there is nothing to show a meter in.', () =>
      scene(list({ 'no-select': '' }), withReadings([meter()])),
    ),
    state('sparse', 'Few facts', 'The utility gives neither number nor address.', () =>
      shows(meter({ meterNumber: null, serviceAddress: null, accounts: [], serviceType: 'unknown' })),
    ),
    state('partial', 'Partial', 'Some rows of the answer could not be read; the others show.', () =>
      sceneWith(list(), withReadings([meter()]), partial('meters')),
    ),
    state('stale', 'Stale', 'The last refresh failed; what was read before stays, with its age.', () =>
      sceneWith(list(), withReadings([meter()]), stale('meters')),
    ),
    state('failed', 'Failed', 'Nothing could be read; trying again may help.', () =>
      sceneWith(list(), {}, failing('rate-limited', 'meters')),
    ),
    state('signed-out', 'Signed out', 'The session was ended; nothing of the person is left.', () =>
      sceneWith(list(), withReadings([meter()]), signedOut),
    ),
    state('no-session', 'No session', 'It stands outside of any arc-session.', () => ({
      element: list(),
      session: null,
    })),
  ],
};
