import type { MeterStatus, ServiceType } from '@arc-elements/models';
import type { LocaleRules } from '../locale-rules.ts';

/** English, from which the other languages are translated. */
export const meterList = ({ number, plural }: LocaleRules) => ({
  region: 'Your meters',
  loading: 'Loading your meters',
  emptyTitle: 'No meter yet.',
  emptyHint: 'Meters appear here once your utility lists them, usually within minutes of connecting.',
  unnamed: 'Meter',
  meter: (number: string) => `Meter ${number}`,
  noAddress: 'Other meters',
  account: (number: string) => `Account ${number}`,
  service: { electric: 'Electricity', gas: 'Gas', water: 'Water', unknown: 'Service' } satisfies Record<
    ServiceType,
    string
  >,
  select: 'View usage',
  selected: 'Shown',
  collecting: 'Collecting up to a year of readings. The first ones usually arrive within the hour.',
  through: (day: string) => `Data through ${day}`,
  newest: (when: string) => `Newest reading ${when}`,
  checked: (when: string) => `checked ${when}`,
  noneYet: 'On. No reading of the last year yet.',
  unsupported: 'Your utility does not publish usage data for this meter.',
  onlyElectric: 'Usage data is offered for electricity meters.',
  unknownStatus: (text: string | null) => (text === null ? 'State not told.' : `Reported as “${text}”.`),
  state: {
    INTERVALS_NOT_REQUESTED: 'Off',
    INTERVALS_IN_PROGRESS: 'Collecting',
    INTERVALS_SUCCESS: 'On',
    INTERVALS_NOT_SUPPORTED: 'Not offered',
    unknown: 'Not known',
  } satisfies Record<MeterStatus, string>,
  nextStatement: (day: string) => `Next bill expected ${day}`,
  more: (count: number) => `Show all ${number(count)} meters`,
  announce: (meter: string, state: string) => `${meter}: usage data ${state.toLowerCase()}.`,
  preview: (days: number, low: string, high: string) => `Last ${number(days)} days: ${low} to ${high} a day.`,
  previewMissing: (count: number) => plural(count, { one: 'One day has no data.', other: '# days have no data.' }),
});
