import { DecodeError } from '@arc-elements/models';
import type { Channel, Commodity, Flow } from '../files/channel.ts';

// Code lists of ESPI. Source: NAESB REQ.21 (ESPI) 1.1 and 3.3: `UnitSymbolKind`,
// `FlowDirectionKind`, `AccumulationKind`, `DataQualifierKind`, `MeasurementKind`, `CommodityKind`,
// `ServiceKind`, `PhaseCodeKind`, `QualityOfReading`.

/** Leaf elements of a `ReadingType` by name. */
export type TypeFields = Readonly<Record<string, string>>;

/** What a Green Button file says about the values of one reading type. */
export interface TypeOfValues {
  readonly facts: Pick<Channel, 'flow' | 'kind' | 'kindStated' | 'part' | 'commodity' | 'unit'>;
  /** The number in the file times ten to this power is in the unit. */
  readonly exponent: number;
  /** Label of a reading type without a title: `Forward Wh, 15 min`. */
  readonly description: string;
}

/** Units that may have the prefixes `k` and `M`, and what they measure. */
const SI_UNITS: Readonly<Record<string, readonly [symbol: string, measures: 'energy' | 'power' | 'other']>> = {
  '72': ['Wh', 'energy'],
  '38': ['W', 'power'],
  '31': ['J', 'energy'],
  '71': ['VAh', 'other'],
  '73': ['VArh', 'other'],
  '61': ['VA', 'other'],
  '63': ['VAr', 'other'],
  '29': ['V', 'other'],
  '5': ['A', 'other'],
};

/** Units of neither electric energy nor power. */
const OTHER_UNITS: Readonly<Record<string, string>> = {
  '23': '°C',
  '33': 'Hz',
  '42': 'm³',
  '65': 'power factor',
  '80': 'money',
  '106': 'Ah',
  '119': 'ft³',
  '120': 'ft³',
  '128': 'gal',
  '130': 'gal',
  '132': 'BTU',
  '134': 'L',
  '153': 'power factor',
  '156': 'L',
  '157': 'L',
  '166': 'm³',
  '167': 'm³',
  '169': 'therm',
};

const FLOWS: Readonly<Record<string, readonly [flow: Flow, name: string]>> = {
  '': ['unknown', ''],
  '0': ['unknown', ''],
  '1': ['import', 'Forward'],
  '4': ['net', 'Net'],
  '8': ['import', 'Forward'], // quadrants 1 and 4
  '10': ['export', 'Reverse'], // quadrants 2 and 3
  '19': ['export', 'Reverse'],
  // Forward plus reverse.
  '20': ['consumption', 'Total'],
  '21': ['consumption', 'Total'],
};

/**
 * States of registers: bulk quantity, continuous cumulative, cumulative, summation, latching and
 * bounded quantity.
 */
const REGISTERS = new Set(['1', '2', '3', '9', '13', '14']);
/** Energy of the interval. */
const DELTA = '4';
/** Thresholds, highest and lowest values, which are neither energy nor average power. */
const EXTREMES = new Set(['4', '5', '7', '8', '9', '16', '17', '23', '24', '25', '27', '28']);
/** Kind of measurement of demand: power, as average or peak of an interval. */
export const DEMAND = '8';
/**
 * Kinds of measurement that may be energy or power without a unit: not applicable, demand, energy,
 * power. Others are money, counts, volumes.
 */
const ENERGY_KINDS = new Set(['', '0', DEMAND, '12', '37']);

const COMMODITIES: Readonly<Record<string, Commodity>> = {
  '1': 'electricity',
  '2': 'electricity',
  '7': 'gas',
  '8': 'gas',
  '9': 'water',
  '10': 'heat',
  '11': 'water',
  '12': 'heat',
  '13': 'heat',
  '14': 'water',
};

const SERVICES: Readonly<Record<string, Commodity>> = {
  '0': 'electricity',
  '1': 'gas',
  '2': 'water',
  '4': 'heat',
  '5': 'heat', // in ESPI 1.0
};

/** Phases that are a part of a meter. Other codes are the whole meter. */
const PHASES: Readonly<Record<string, string>> = {
  '32': 'C',
  '33': 'C',
  '64': 'B',
  '65': 'B',
  '128': 'A',
  '129': 'A',
  '256': 'S2',
  '257': 'S2',
  '272': 'S2',
  '512': 'S1',
  '513': 'S1',
  '528': 'S1',
};

/** Codes for estimated by reference day, estimated by interpolation, and projected. */
const ESTIMATES = new Set(['8', '9', '12']);
const ESTIMATE_WORDS = /^(e|est|.*(estimat|interpolat|project|forecast).*)$/i;

/** Returns true if a quality, as a code or a word, is that of an estimate. */
export function isEstimate(quality: string): boolean {
  return ESTIMATES.has(quality) || ESTIMATE_WORDS.test(quality);
}

/**
 * Returns what a reading type says about its values.
 * @param service - Kind of service of the usage point; `undefined` if not stated.
 * @param name - Name of the reading type in messages.
 * @throws {DecodeError} Its power of ten is invalid.
 */
export function typeOfValues(fields: TypeFields, service: string | undefined, name: string): TypeOfValues {
  const { unit, exponent, measures } = unitOf(fields, powerOf(fields, name));
  const direction = FLOWS[fields.flowDirection ?? ''];
  const [flow, flowName] = direction ?? ['unknown', `flow direction ${fields.flowDirection}`];
  const behaviour = fields.accumulationBehaviour ?? '';
  const isRegister = REGISTERS.has(behaviour);
  const commodity = commodityOf(fields.commodity, service);
  const isOther =
    measures === 'other' ||
    direction === undefined ||
    EXTREMES.has(fields.dataQualifier ?? '') ||
    (unit === null && !ENERGY_KINDS.has(fields.kind ?? '')) ||
    // Cumulative demand is a sum of peaks.
    (isRegister && measures === 'power') ||
    commodity === null;
  const part = [
    tariffOf(fields.tou, fields.cpp, fields.consumptionTier ?? fields.tier),
    PHASES[fields.phase ?? ''] ?? '',
  ]
    .filter((text) => text !== '')
    .join(' ');
  const minutes = Number(fields.intervalLength) / 60;
  return {
    facts: {
      flow,
      kind: isOther ? 'other' : isRegister ? 'register' : measures,
      kindStated: behaviour === DELTA,
      part,
      commodity: commodity ?? 'unknown',
      unit,
    },
    exponent,
    description: [[flowName, unit ?? ''].join(' ').trim(), part, minutes > 0 ? `${Math.ceil(minutes)} min` : '']
      .filter((text) => text !== '')
      .join(', '),
  };
}

/**
 * Returns a name for codes of time of use, critical peak and tier, of which 0 means none:
 * `tou 1 tier 2`.
 */
export function tariffOf(tou = '', cpp = '', tier = ''): string {
  return Object.entries({ tou, cpp, tier })
    .filter(([, code]) => code !== '' && code !== '0')
    .map(([name, code]) => `${name} ${code}`)
    .join(' ');
}

/** Pico to tera. Source: NAESB REQ.21, `UnitMultiplierKind`. */
const LARGEST_POWER = 12;

function powerOf({ powerOfTenMultiplier = '0' }: TypeFields, name: string): number {
  const power = Number(powerOfTenMultiplier);
  if (Number.isInteger(power) && Math.abs(power) <= LARGEST_POWER) return power;
  throw new DecodeError(
    name,
    `its powerOfTenMultiplier is "${powerOfTenMultiplier}", ` +
      `where a whole number from -${LARGEST_POWER} to ${LARGEST_POWER} is expected`,
  );
}

function unitOf({ uom = '0' }: TypeFields, power: number) {
  const si = SI_UNITS[uom];
  if (si !== undefined) {
    const [symbol, measures] = si;
    if (power === 0) return { unit: symbol, exponent: 0, measures };
    if (power === 6) return { unit: `M${symbol}`, exponent: 0, measures };
    // Scaled to the unit of the result in one step: two steps would lose digits.
    return { unit: `k${symbol}`, exponent: power - 3, measures };
  }
  if (uom === '0') return { unit: null, exponent: power, measures: 'energy' as const };
  const other = OTHER_UNITS[uom];
  if (other !== undefined) return { unit: other, exponent: power, measures: 'other' as const };
  // Some files have the unit itself in place of a code.
  return /^\d+$/.test(uom)
    ? { unit: `unit code ${uom}`, exponent: power, measures: 'other' as const }
    : { unit: uom, exponent: power, measures: 'energy' as const };
}

/**
 * Returns the commodity. Files may leave one of the two at electricity by mistake, so the one that
 * differs is right. `null` for a service without a meter.
 */
function commodityOf(commodity: string | undefined, service: string | undefined): Commodity | null {
  const measured = COMMODITIES[commodity ?? ''];
  if (measured !== undefined && measured !== 'electricity') return measured;
  if (service === undefined) return measured ?? 'unknown';
  return SERVICES[service] ?? measured ?? null;
}
