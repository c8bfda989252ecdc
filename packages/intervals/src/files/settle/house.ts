import { type Channel, type Flow, Rows } from '../channel.ts';
import { energyOf } from './energy.ts';
import { bestOf, type Candidate, isSame } from './flows.ts';
import { unitNamed } from './units.ts';

/** Import and export of a house, as far as it has them. */
export interface Sides {
  readonly into: readonly Candidate[];
  readonly out: readonly Candidate[];
}

const OWN_USE =
  /self[\s_-]?(consum|use)|\b(auto|eigen)[\s_-]?(consum|consom|verbrauch)|autocons|zelfverbruik|selbstverbrauch/i;

/** Returns true for energy that is made and used on the site, so that the grid never saw it. */
export function isOwnUse({ label, unit }: Channel): boolean {
  return OWN_USE.test(label) && unitNamed(unit)?.measures === 'energy';
}

/** What may be import and export of a house. */
export interface House {
  readonly options: readonly Sides[];
  /** True when it is the one option, and nobody has to be asked. */
  readonly isCertain: boolean;
}

/**
 * What may be import and export where a column says what is used and others how much of it was made on the site. Consumption may be
 * that of the house or what the grid gave; it is what the grid gave if at times the house used more of its own.
 * @param own - Columns of what is made and used on the site.
 * @returns `null` when the columns say no such thing.
 */
export function houseOf(found: readonly Candidate[], own: readonly Candidate[]): House | null {
  const used = only(bestOf(found, 'unknown', 'consumption'));
  const made = only(bestOf(found, 'production'));
  const out = only(bestOf(found, 'export'));
  const self = only(own);
  if (used === undefined) return null;
  if (made !== undefined && out !== undefined) {
    const drawn = workedOut('import', used, [
      ['-', made],
      ['+', out],
    ]);
    return houseWith(used, drawn, out);
  }
  if (self === undefined || (made ?? out) === undefined) return null;
  const fed = out ?? workedOut('export', made!, [['-', self]]);
  // Nobody knows how much of what was made went to the grid.
  if (fed === 'unknown' || fed === 'below zero') return { options: [{ into: [used], out: [made!] }], isCertain: false };
  return houseWith(used, workedOut('import', used, [['-', self]]), fed);
}

/** @param drawn - What the grid gave, if consumption is that of the house. */
function houseWith(used: Candidate, drawn: WorkedOut, out: Candidate): House {
  const ofGrid: Sides = { into: [used], out: [out] };
  if (drawn === 'unknown') return { options: [ofGrid], isCertain: false };
  if (drawn === 'below zero' || isSame([drawn], [used])) return { options: [ofGrid], isCertain: true };
  return { options: [{ into: [drawn], out: [out] }, ofGrid], isCertain: false };
}

const only = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.length === 1 ? candidates[0] : undefined;

type Term = readonly [sign: '+' | '-', candidate: Candidate];

/** Files round each value, mostly to a watt hour: differences below zero by so little are none. */
const ROUNDING_KWH = 0.002;
/** So large a share of the values may be wrong. */
const WRONG = 0.02;

/** A new column; or why there is none: no time has a value of all, or it falls below zero and is no energy. */
type WorkedOut = Candidate | 'unknown' | 'below zero';

/** A column plus and minus others, interval by interval. */
function workedOut(flow: Flow, first: Candidate, terms: readonly Term[]): WorkedOut {
  const { start, end, kwh, estimated } = energyOf(first);
  const others = terms.map(([sign, candidate]) => {
    const energy = energyOf(candidate);
    return { ...energy, factor: sign === '-' ? -1 : 1, places: new Map(Array.from(energy.start, (at, i) => [at, i])) };
  });
  const rows = new Rows();
  let known = 0;
  let below = 0;
  for (let i = 0; i < start.length; i++) {
    let sum = kwh[i]!;
    let isEstimated = estimated[i] === 1;
    for (const other of others) {
      const at = other.places.get(start[i]!);
      sum += at === undefined || other.end[at] !== end[i] ? Number.NaN : other.factor * other.kwh[at]!;
      isEstimated ||= at !== undefined && other.estimated[at] === 1;
    }
    if (!Number.isNaN(sum)) known++;
    if (sum < -ROUNDING_KWH) below++;
    // Without the digits that only come of writing decimals in binary.
    rows.push(
      start[i]!,
      end[i]!,
      Math.abs(sum) < ROUNDING_KWH ? Math.max(0, sum) : Number(sum.toPrecision(12)),
      isEstimated,
    );
  }
  if (known === 0) return 'unknown';
  if (below > known * WRONG) return 'below zero';
  const label = [first.channel.label, ...terms.map(([sign, { channel }]) => `${sign} ${channel.label}`)].join(' ');
  return {
    ...first,
    channel: { ...first.channel, label, flow, kind: 'energy', unit: 'kWh', rows },
    from: [first, ...terms.map(([, candidate]) => candidate)].flatMap(({ from }) => from),
    unit: unitNamed('kWh')!,
    kind: 'energy',
    rows,
    falls: 0,
    bad: [first, ...terms.map(([, candidate]) => candidate)].flatMap(({ bad }) => bad),
  };
}
