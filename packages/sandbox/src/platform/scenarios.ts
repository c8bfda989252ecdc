import type { ProfileName } from '../data/profiles.ts';
import type { AccountRecord, Availability, Feature, Service } from './records.ts';

/** How checking a login ends. */
export type Outcome =
  | 'verified'
  | 'rejected'
  | 'error'
  | 'second-factor'
  | 'provider-down'
  | 'email-approval'
  | 'access-limited';

/** One meter of a plan. */
export interface MeterPlan {
  readonly service: Service;
  readonly profile: ProfileName;
  /** The utility publishes no intervals for it. */
  readonly noIntervals?: boolean;
}

/** One account of a plan. */
export interface AccountPlan {
  readonly services: readonly Service[];
  readonly meters: readonly MeterPlan[];
  readonly status?: AccountRecord['status'];
  readonly flags?: readonly string[];
  readonly tariff?: 'home' | 'solar' | 'ev' | 'business' | 'gas' | 'water' | null;
  /** Features that differ from what the services suggest, once all is settled. */
  readonly features?: Partial<Record<Feature, Availability>>;
}

/** What a test login leads to. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** User names, the first one shown. `@any-domain.com` may follow any of them. */
  readonly logins: readonly string[];
  /** The password that leads to `outcome`; compared without regard to case. */
  readonly password: string;
  readonly outcome: Outcome;
  readonly accounts: readonly AccountPlan[];
  /** The login is right, but searching for its accounts fails. */
  readonly discoveryFails?: boolean;
  /** Shown on the Connect page. */
  readonly listed: boolean;
}

const electric = (profile: ProfileName = 'home', more: Partial<AccountPlan> = {}): AccountPlan => ({
  services: ['electric'],
  meters: [{ service: 'electric', profile }],
  ...more,
});
const other = (service: 'gas' | 'water', meters = 1): AccountPlan => ({
  services: [service],
  meters: Array.from({ length: meters }, () => ({ service, profile: 'home', noIntervals: true }) as const),
  tariff: service,
});
const repeat = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const scenario = (
  name: string,
  title: string,
  about: string,
  logins: readonly string[],
  accounts: readonly AccountPlan[],
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  title,
  about,
  logins,
  accounts,
  password: 'verified',
  outcome: 'verified',
  listed: false,
  ...more,
});

const documented = (name: string, login: string, title: string, accounts: readonly AccountPlan[]): Scenario =>
  scenario(name, title, 'Documented test login', [`ARCADIA_MOCK_RESI_${login}`], accounts, { password: 'VERIFIED' });

/** Every scenario; the listed ones in the order of the Connect page. */
export const SCENARIOS: readonly Scenario[] = [
  scenario(
    'solar-home',
    'Home with solar and a car',
    'Import, export, and a car that charges at night',
    ['ARC_DEMO_SOLAR_HOME'],
    [electric('solar', { tariff: 'solar' })],
    { listed: true },
  ),
  scenario(
    'single-electric',
    'One home, electric',
    'One account, one meter, 15-minute readings',
    ['ARC_TEST_R_SINGLE_ELEC'],
    [electric()],
    { listed: true },
  ),
  scenario(
    'solar-export',
    'Solar, exports most days',
    'More sun than the home can use',
    ['ARC_DEMO_SOLAR_EXPORT'],
    [electric('solar-export', { tariff: 'solar' })],
  ),
  scenario(
    'business',
    'Small business',
    'Demand tariff, weekdays from eight to six',
    ['ARC_DEMO_BUSINESS'],
    [electric('business', { tariff: 'business' })],
    { listed: true },
  ),
  scenario(
    'many-meters',
    'A building with many meters',
    'One account, twelve meters',
    ['ARC_DEMO_MANY_METERS'],
    [{ services: ['electric'], meters: repeat(12, () => ({ service: 'electric', profile: 'flat' }) as const) }],
  ),
  scenario(
    'many-accounts',
    'Fifty accounts',
    'One login that reaches fifty accounts',
    ['ARC_DEMO_MANY_ACCOUNTS'],
    repeat(50, () => electric('flat')),
  ),
  scenario(
    'hourly',
    'Hourly readings',
    'The utility publishes one reading an hour',
    ['ARC_DEMO_HOURLY'],
    [electric('hourly')],
  ),
  scenario(
    'five-minute',
    'Five-minute readings',
    'Fine readings with solar export',
    ['ARC_DEMO_FIVE_MINUTE'],
    [electric('five-minute', { tariff: 'solar' })],
  ),
  scenario(
    'half-hour',
    'Half-hour readings, some estimated',
    'Estimated where the meter was silent',
    ['ARC_DEMO_HALF_HOUR'],
    [electric('half-hour')],
  ),
  scenario(
    'gaps',
    'Gaps and duplicates',
    'Missing stretches, and readings sent twice',
    ['ARC_DEMO_GAPS'],
    [electric('faulty')],
    { listed: true },
  ),
  scenario(
    'past-due',
    'Past due',
    'A bill was not paid in time',
    ['ARC_DEMO_PAST_DUE'],
    [electric('home', { flags: ['utility_statement_past_due'] })],
  ),
  scenario(
    'locked',
    'Locked account',
    'The utility has locked the account',
    ['ARC_DEMO_LOCKED'],
    [
      electric('home', {
        status: 'locked',
        features: { utility_intervals: 'NOT_AVAILABLE', charge_cost: 'NOT_AVAILABLE', smart_charge: 'NOT_AVAILABLE' },
      }),
    ],
  ),
  scenario(
    'incomplete',
    'Incomplete account',
    'The person has not finished setting it up',
    ['ARC_DEMO_INCOMPLETE'],
    [
      electric('home', {
        status: 'incomplete',
        tariff: null,
        features: {
          utility_statements: 'NOT_AVAILABLE',
          utility_intervals: 'NOT_AVAILABLE',
          charge_cost: 'NOT_AVAILABLE',
          smart_charge: 'NOT_AVAILABLE',
          utility_remittance: 'NOT_AVAILABLE',
        },
      }),
    ],
  ),
  scenario(
    'features-not-ready',
    'Features stay not ready',
    'Still gathering data, for as long as you look',
    ['ARC_DEMO_FEATURES_NOT_READY'],
    [
      electric('home', {
        features: {
          utility_statements: 'NOT_READY',
          utility_intervals: 'NOT_READY',
          utility_remittance: 'NOT_READY',
          hosted_payments: 'NOT_READY',
          charge_cost: 'NOT_READY',
          smart_charge: 'NOT_READY',
        },
      }),
    ],
    { listed: true },
  ),
  scenario(
    'second-factor',
    'Second factor',
    'The utility asks for a code; it is 123456',
    ['ARC_DEMO_SECOND_FACTOR'],
    [electric()],
    { outcome: 'second-factor', listed: true },
  ),
  scenario(
    'provider-down',
    'Utility website is down',
    'Comes back an hour later',
    ['ARC_DEMO_PROVIDER_DOWN'],
    [electric()],
    { outcome: 'provider-down', listed: true },
  ),
  scenario(
    'error',
    'Check fails',
    'Cannot be checked now; succeeds in the background a day later',
    ['ARC_DEMO_ERROR'],
    [electric()],
    { outcome: 'error' },
  ),
  scenario(
    'discovery-error',
    'Accounts cannot be found',
    'The login is right, the search for accounts fails',
    ['ARC_DEMO_DISCOVERY_ERROR'],
    [],
    { discoveryFails: true },
  ),
  scenario(
    'email-approval',
    'Confirm by e-mail',
    'The person must confirm an e-mail; done a day later',
    ['ARC_DEMO_EMAIL_APPROVAL'],
    [electric()],
    { outcome: 'email-approval' },
  ),
  scenario(
    'access-limited',
    'Access limited',
    'The utility wants a new password first',
    ['ARC_DEMO_ACCESS_LIMITED'],
    [electric()],
    { outcome: 'access-limited' },
  ),
  scenario(
    'rejected',
    'Wrong password',
    'Refused at first; sign in again with the password “verified”',
    ['ARC_DEMO_REJECTED'],
    [electric()],
    { outcome: 'rejected', password: 'rejected', listed: true },
  ),
  documented('mock-single-elec-single-meter', 'SINGLE_ELEC_SINGLE_METER', 'One electric account, one electric meter', [
    electric(),
  ]),
  documented('mock-single-elec-multi-meter', 'SINGLE_ELEC_MULTI_METER', 'One electric account, three electric meters', [
    { services: ['electric'], meters: repeat(3, () => ({ service: 'electric', profile: 'flat' }) as const) },
  ]),
  documented(
    'mock-multi-elec-single-meter',
    'MULTI_ELEC_SINGLE_METER',
    'Three electric accounts, one electric meter each',
    [electric(), electric('flat'), electric('flat')],
  ),
  documented('gas-only', 'SINGLE_GAS_SINGLE_METER', 'One gas account, one gas meter', [other('gas')]),
  documented('mock-single-gas-multi-meter', 'SINGLE_GAS_MULTI_METER', 'One gas account, three gas meters', [
    other('gas', 3),
  ]),
  documented(
    'electric-and-gas',
    'SINGLE_ELEC_SINGLE_GAS_SINGLE_METERS',
    'One electric and one gas account, one meter each',
    [electric(), other('gas')],
  ),
  documented(
    'mock-combined-elec-gas',
    'COMBINED_ELEC_GAS_SINGLE_METERS',
    'One combined account with one electric and one gas meter',
    [
      {
        services: ['electric', 'gas'],
        meters: [
          { service: 'electric', profile: 'home' },
          { service: 'gas', profile: 'home', noIntervals: true },
        ],
      },
    ],
  ),
  documented('water-only', 'SINGLE_WATER_SINGLE_METER', 'One water account, one water meter', [other('water')]),
  documented('mock-single-water-multi-meter', 'SINGLE_WATER_MULTI_METER', 'One water account, three water meters', [
    other('water', 3),
  ]),
  documented(
    'mock-elec-gas-water',
    'SINGLE_ELEC_SINGLE_GAS_SINGLE_WATER_SINGLE_METERS',
    'One electric, one gas and one water account, one meter each',
    [electric(), other('gas'), other('water')],
  ),
  documented('empty', 'NO_ACCOUNTS', 'No accounts and no statements', []),
  documented('closed', 'CLOSED', 'One closed electric account with one meter', [
    electric('home', {
      status: 'closed',
      features: {
        hosted_payments: 'NOT_AVAILABLE',
        smart_charge: 'NOT_AVAILABLE',
        utility_remittance: 'NOT_AVAILABLE',
      },
    }),
  ]),
];

/** A home whose meters are imported files. No login leads to it. */
export const importedHome: Scenario = scenario(
  'imported',
  'Imported meters',
  'Meters made from files',
  [],
  [
    {
      services: ['electric'],
      meters: [],
      features: { utility_intervals: 'AVAILABLE', charge_cost: 'AVAILABLE', smart_charge: 'AVAILABLE' },
    },
  ],
);

const DEFAULT = SCENARIOS.find((each) => each.name === 'single-electric') as Scenario;

/** Returns the scenario of that name, or of that test login; `undefined` when there is none. */
export function scenarioNamed(name: string): Scenario | undefined {
  const wanted = bareLogin(name);
  if (name === importedHome.name) return importedHome;
  return SCENARIOS.find((each) => each.name === name || each.logins.includes(wanted));
}

/** The scenario of unknown user names: one home, one electric meter. */
export const defaultScenario: Scenario = DEFAULT;

/** Returns the scenario and outcome of a login. An unknown user name gets the default scenario. */
export function judgeLogin(
  username: string | null,
  password: string | null,
): { scenario: Scenario; outcome: Outcome; testLogin: boolean } {
  const known = username === null ? undefined : SCENARIOS.find((each) => each.logins.includes(bareLogin(username)));
  const scenario = known ?? DEFAULT;
  const word = (password ?? '').toLowerCase();
  const testLogin = known !== undefined;
  if (word === 'rejected') return { scenario, outcome: 'rejected', testLogin };
  if (known === undefined) return { scenario, outcome: 'verified', testLogin };
  if (word === known.password.toLowerCase()) return { scenario, outcome: known.outcome, testLogin };
  // A scenario whose own password leads to a refusal is repaired by the password “verified”.
  return {
    scenario,
    outcome: known.outcome === 'rejected' && word === 'verified' ? 'verified' : 'rejected',
    testLogin,
  };
}

/** Returns the features of a planned account once all is settled. */
export function featuresOf(plan: AccountPlan): Readonly<Record<Feature, Availability>> {
  const electricMeter = plan.meters.some((meter) => meter.service === 'electric' && meter.noIntervals !== true);
  const priced: Availability = electricMeter ? 'AVAILABLE' : 'NOT_AVAILABLE';
  return {
    utility_statements: 'AVAILABLE',
    utility_intervals: priced,
    utility_remittance: 'AVAILABLE',
    hosted_payments: 'NOT_AVAILABLE',
    charge_cost: priced,
    smart_charge: priced,
    ...plan.features,
  };
}

const bareLogin = (username: string): string => (username.split('@')[0] as string).trim().toUpperCase();
