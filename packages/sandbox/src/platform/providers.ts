import { createRandom, hash128 } from '../engine/random.ts';

/** A utility. All are made up; so are their towns. */
export interface Provider {
  /** 32 hex digits, `providerId`. */
  readonly id: string;
  readonly name: string;
  readonly longName: string;
  readonly state: string;
  /** First digits of the zip codes it serves. */
  readonly zips: readonly string[];
  readonly towns: readonly string[];
  readonly timeZone: string;
  /** Degrees north; decides daylight and climate. */
  readonly latitude: number;
  /** True if a login is checked while the person waits. */
  readonly validatesAtOnce: boolean;
  readonly services: readonly ('electric' | 'gas' | 'water')[];
}

const utility = (
  id: string,
  name: string,
  area: string,
  state: string,
  zips: readonly string[],
  towns: readonly string[],
  timeZone: string,
  latitude: number,
  more: Partial<Provider> = {},
): Provider => ({
  id,
  name,
  longName: `${name} ${area}`,
  state,
  zips,
  towns,
  timeZone,
  latitude,
  validatesAtOnce: true,
  services: ['electric', 'gas'],
  ...more,
});

/**
 * The utilities of the Connect page. The first has the id that the platform's own sample request
 * prints.
 */
export const PROVIDERS: readonly Provider[] = [
  utility(
    '36e14462ea0a11e0b6bb12313d2b6294',
    'Harbor Light & Power',
    'Bay Counties',
    'CA',
    ['94', '95', '93'],
    ['Port Almara', 'Quillmere', 'San Tadeo'],
    'America/Los_Angeles',
    37.6,
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b501',
    'Larkspur Valley Electric',
    'Inland',
    'CA',
    ['90', '91', '92'],
    ['Larkspur Flats', 'Mesa Verona'],
    'America/Los_Angeles',
    34.1,
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b502',
    'Fernwater Public Power',
    'Westside',
    'OR',
    ['97', '98', '99'],
    ['Fernwater', 'Millbend'],
    'America/Los_Angeles',
    45.4,
    { services: ['electric', 'water'] },
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b503',
    'Highmark Plains Power',
    'Front Range',
    'CO',
    ['80', '81', '82', '84', '87'],
    ['Cedar Butte', 'Aspendale'],
    'America/Denver',
    39.7,
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b504',
    'Prairie Lantern Energy',
    'North Zone',
    'IL',
    ['60', '61', '53', '54', '55', '50'],
    ['Lantern Grove', 'Ostend Park'],
    'America/Chicago',
    41.9,
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b505',
    'Bluebonnet Ridge Electric',
    'Hill District',
    'TX',
    ['75', '76', '77', '78', '79', '73'],
    ['Sallow Creek', 'Tres Olmos'],
    'America/Chicago',
    31.0,
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b506',
    'Coral Key Utilities',
    'Gulf Coast',
    'FL',
    ['32', '33', '34', '39'],
    ['Coral Key', 'Mangrove Landing'],
    'America/New_York',
    27.5,
    { services: ['electric', 'water'] },
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b507',
    'Old Tidewater Power',
    'Chesapeake',
    'MD',
    ['20', '21', '22', '23', '24', '19', '18', '17'],
    ['Oxbow Harbor', 'Tilghman Point'],
    'America/New_York',
    39.0,
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b508',
    'Empire Forge Electric & Gas',
    'Lower Valley',
    'NY',
    ['10', '11', '12', '13', '14', '07', '08'],
    ['Forge Hill', 'Kestrel Heights'],
    'America/New_York',
    41.2,
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b509',
    'Quarry Hills Cooperative',
    'Uplands',
    'VT',
    ['05', '03', '04', '01', '02'],
    ['Quarry Hills', 'Wrenfield'],
    'America/New_York',
    44.2,
    { validatesAtOnce: false },
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b510',
    'Magnolia Rivers Power',
    'Piedmont',
    'GA',
    ['30', '31', '29', '28', '27', '35', '36', '37'],
    ['Magnolia Bend', 'Peachford'],
    'America/New_York',
    33.7,
  ),
  utility(
    '5b1f6a0c2d7e4f83a9c0d1e2f3a4b511',
    'Cascade Springs Water',
    'Metro',
    'WA',
    ['980', '981'],
    ['Cascade Springs'],
    'America/Los_Angeles',
    47.6,
    { services: ['water'] },
  ),
];

/** A tariff that an account may be on. The numbers are made up, far from the real ones. */
export interface TariffPlan {
  readonly masterTariffId: number;
  readonly code: string;
  readonly name: string;
}

/** The made-up tariffs by the kind of account that is on them. */
export const TARIFFS: Readonly<Record<'home' | 'solar' | 'ev' | 'business' | 'gas' | 'water', TariffPlan>> = {
  home: { masterTariffId: 9000101, code: 'R-1', name: 'Residential' },
  solar: { masterTariffId: 9000102, code: 'R-TOU-NEM', name: 'Residential - Time of Use - Net Metering' },
  ev: { masterTariffId: 9000103, code: 'EV-TOU', name: 'Residential - Time of Use - Electric Vehicle' },
  business: { masterTariffId: 9000104, code: 'GS-2', name: 'General Service - Demand Metered' },
  gas: { masterTariffId: 9000105, code: 'G-1', name: 'Residential Gas' },
  water: { masterTariffId: 9000106, code: 'W-1', name: 'Residential Water' },
};

/**
 * Returns the utility with this id. Mock data is generated for any utility, so an id we do not know
 * gives one of ours under that id rather than an error.
 */
export function providerById(id: string): Provider {
  const known = PROVIDERS.find((provider) => provider.id === id);
  if (known !== undefined) return known;
  const base = PROVIDERS[hash128(id)[0] % (PROVIDERS.length - 1)] as Provider;
  return { ...base, id, validatesAtOnce: true };
}

const STREETS = [
  'Juniper',
  'Alder',
  'Thistle',
  'Kingfisher',
  'Saffron',
  'Orchard',
  'Lantern',
  'Pebble',
  'Heron',
  'Willowbrook',
];
const STREET_KINDS = ['Lane', 'Street', 'Court', 'Way', 'Avenue'];

/** Returns a made-up address in the utility's area; the same for the same key. */
export function addressFor(key: string, provider: Provider, zip: string | null) {
  const random = createRandom(key);
  const streetOne = `${random.integer(10, 1990)} ${random.pick(STREETS)} ${random.pick(STREET_KINDS)}`;
  const streetTwo = random() < 0.2 ? `Apt ${random.integer(1, 40)}` : null;
  const drawn = `${provider.zips[0] as string}${random.digits(5)}`.slice(0, 5);
  return { streetOne, streetTwo, city: random.pick(provider.towns), state: provider.state, zip: zip ?? drawn };
}
