import { factsOf, unitIn } from '../../csv/facts.ts';
import { wordsOf } from '../../csv/words.ts';
import type { Channel, Commodity, Flow } from '../channel.ts';

/** What the value of a key is. */
export type Role =
  | 'start'
  | 'end'
  /** A time of an interval that may be its start or its end. */
  | 'stamp'
  | 'date'
  | 'time-of-day'
  | 'meter'
  | 'unit'
  | 'time-zone'
  | 'commodity'
  /** Direction of the values of a row. */
  | 'direction'
  /** Register or channel of the values of a row. */
  | 'register'
  /** Tariff or phase, whose values add up. */
  | 'part'
  | 'quality'
  /** Something that may distinguish kinds of values. */
  | 'type'
  /** A list of values with names and units of their own, as in UtilityAPI. */
  | 'values';

/**
 * Names of keys in lower-case letters, without separators. Of several meter keys in one object the
 * first in this list counts.
 */
const NAMES: Readonly<Record<Role, string>> = {
  start:
    'start starttime startat startdate startdatetime starttimestamp startutc startsat from ' +
    'fromtime fromdate begin begintime beginat intervalstart intervalstarttime periodstart ' +
    'readingstart usagestart datefrom timefrom readstartdate validfrom',
  end:
    'end endtime endat enddate enddatetime endtimestamp endutc endsat to totime todate until ' +
    'intervalend intervalendtime periodend readingend usageend dateto timeto readenddate ' +
    'validto',
  stamp:
    'timestamp datetime at ts readat readtime readingtime readingdate readdate measuredat ' +
    'recordedat intervaldatetime utc localtime interval period timestamputc timestamplocal',
  date: 'date day intervaldate',
  'time-of-day': 'time hour intervaltime',
  meter:
    'meterid meteruid meter meternumber metername utilitymeterid nmi mpan esiid esid ' +
    'usagepointid usagepoint servicepointid servicepoint utilityservicepointid ' +
    'meteringpointid meteringpoint serviceidentifier pod ean cups deviceid device serial ' +
    'serialnumber meterserial meterserialnumber entityid statisticid siteid site',
  unit: 'unit units uom unitofmeasure unitofmeasurement measurementunit',
  'time-zone': 'timezone localtimezone tz timezoneid timezonename',
  commodity: 'commodity fuel fueltype servicetype energytype utilitytype servicekind',
  direction: 'direction flow flowdirection energydirection',
  register: 'register registerid registersuffix registername channel channelid channelname series obis measurement',
  part: 'tariff tariffname tou touperiod touname rateperiod phase',
  quality: 'estimated isestimated estimate quality readtype readingtype readingquality qualityflag status obtainmethod',
  type: 'type kind category',
  values: 'datapoints',
};

const ROLES: ReadonlyMap<string, Role> = new Map(
  Object.entries(NAMES).flatMap(([role, names]) => names.split(' ').map((name) => [name, role as Role] as const)),
);

const METER_NAMES = NAMES.meter.split(' ');

const plain = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Returns the role of a key; `null` for other keys, which may be those of values. */
export function roleOf(key: string): Role | null {
  return ROLES.get(plain(key)) ?? null;
}

/** Returns how specifically a key names the meter: the lowest number counts. */
export function meterRankOf(key: string): number {
  return METER_NAMES.indexOf(plain(key));
}

/**
 * What the name of a value says. The unit is `null`, and the part `''`, if it says nothing about
 * them.
 */
export type ValueName = Pick<Channel, 'flow' | 'kind' | 'part' | 'commodity' | 'unit'>;

/**
 * Units at the end of names, without a separator before them: `importkwh`, `valueWh`, `energykWh`.
 */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(?:gwh|gigawatthours?)$/, 'GWh'],
  [/(?:kwh|kilowatthours?)$/, 'kWh'],
  [/(?:mwh|megawatthours?)$/, 'MWh'],
  [/(?:wh|watthours?)$/, 'Wh'],
  [/kvarh$/, 'kVArh'],
  [/(?:kw|kilowatts?)$/, 'kW'],
  [/megawatts?$/, 'MW'],
  [/watts?$/, 'W'],
  [/therms?$/, 'therms'],
  [/ccf$/, 'CCF'],
  [/m3$/, 'm3'],
];

/** Returns the unit in the name of a value; `null` if there is none. */
function unitOf(key: string): string | null {
  const name = plain(key).replace(/^enwh$/, 'wh');
  const unit = UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? unitIn(key) ?? unitIn(wordsOf(key));
  // Devices write `mw` for milliwatts.
  return /^mw$/i.test(unit ?? '') && !key.includes('MW') ? null : unit;
}

const FLOWS: readonly (readonly [RegExp, Flow])[] = [
  [
    /export|togrid|feedin|feedback|injection|injected|received|reverse|^rev$|surplus|outflow|returned|^out$|^b\d$/,
    'export',
  ],
  [/import|fromgrid|delivered|forward|^fwd$|purchased|withdrawal|inflow|^in$|^e\d$/, 'import'],
  [/^net(?!work)|net$/, 'net'],
  [/production|produced|generation|generated|solar|^pv|yield/, 'production'],
  [/consumption|consumed/, 'consumption'],
];

const MONEY_OR_WEATHER = /cost|price|charge|bill|amount|dollar|temp|humid|carbon|co2|emission|percent|volt/;
const NO_VALUE = /(?:^|[^a-z])(?:id|uid|uuid|index|seq|sequence|number|count|page|version|year|month|isnull\w*)$/;
const ENERGY = /wh$|kw$|watt|value|usage|energy|volume|quantity|reading|demand|power|load|therm|ccf$|m3$/;

/** Returns the direction that words name; `unknown` if they name none. */
export function flowNamed(words: string): Flow {
  const name = plain(words);
  return FLOWS.find(([pattern]) => pattern.test(name))?.[1] ?? factsOf(words).flow ?? 'unknown';
}

/** Returns the commodity that words name; `unknown` if they name no known one. */
export function commodityNamed(words: string): Commodity {
  const name = plain(words);
  if (/electric|power/.test(name)) return 'electricity';
  if (/gas/.test(name)) return 'gas';
  if (/water/.test(name)) return 'water';
  return /heat|steam|district/.test(name) ? 'heat' : 'unknown';
}

/**
 * Returns what the name of a value says. `null` if it names nothing that a meter measures,
 * `undefined` if it is certainly not the name of a value.
 */
export function valueNamed(key: string): ValueName | null | undefined {
  const spaced = key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase();
  if (NO_VALUE.test(spaced)) return undefined;
  const name = plain(key);
  const facts = factsOf(key);
  const unit = unitOf(key);
  const flow = flowNamed(key);
  const isOther = MONEY_OR_WEATHER.test(name) || facts.kind === 'other';
  if (!isOther && flow === 'unknown' && unit === null && !ENERGY.test(name)) return null;
  const { commodity = 'unknown', kind = 'energy', part = '' } = facts;
  return { flow, kind: isOther ? 'other' : kind, part, commodity, unit };
}
