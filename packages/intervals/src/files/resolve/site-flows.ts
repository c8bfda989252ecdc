import { type Channel, type Flow, Rows } from '../channel.ts';
import type { Candidate } from './candidate.ts';
import { energyOf } from './energy.ts';
import { bestOf, isSame } from './flows.ts';
import { unitNamed } from './units.ts';

/** Channels that are import and channels that are export. */
export interface GridFlows {
  readonly imports: readonly Candidate[];
  readonly exports: readonly Candidate[];
}

const SELF_CONSUMPTION =
  /self[\s_-]?(consum|use)|\b(auto|eigen)[\s_-]?(consum|consom|verbrauch)|autocons|zelfverbruik|selbstverbrauch/i;

/** Returns true for energy that is produced and used on the site, so that the grid never saw it. */
export function isSelfConsumption({ label, unit }: Channel): boolean {
  return SELF_CONSUMPTION.test(label) && unitNamed(unit)?.measures === 'energy';
}

/** What may be import and export of a site. */
export interface SiteFlows {
  readonly options: readonly GridFlows[];
  /** True when there is one option and nobody has to be asked. */
  readonly isCertain: boolean;
}

/**
 * Returns what may be import and export where one column has the consumption and others the energy
 * that was produced on the site. Consumption may be that of the whole site, or only what came from
 * the grid. It came from the grid if production that was used on the site exceeds it at times.
 * @param selfConsumed - Columns of energy that was produced and used on the site.
 * @returns `null` if the file has no such columns.
 */
export function siteFlowsOf(found: readonly Candidate[], selfConsumed: readonly Candidate[]): SiteFlows | null {
  const consumption = only(bestOf(found, 'unknown', 'consumption'));
  const production = only(bestOf(found, 'production'));
  const exported = only(bestOf(found, 'export'));
  const selfConsumption = only(selfConsumed);
  if (consumption === undefined) return null;
  if (production !== undefined && exported !== undefined) {
    const imported = combined('import', consumption, [
      ['-', production],
      ['+', exported],
    ]);
    return siteFlowsWith(consumption, imported, exported);
  }
  if (selfConsumption === undefined || (production ?? exported) === undefined) return null;
  const gridExport = exported ?? combined('export', production!, [['-', selfConsumption]]);
  // Nothing says how much of the production went to the grid.
  if (gridExport === 'unknown' || gridExport === 'below zero')
    return { options: [{ imports: [consumption], exports: [production!] }], isCertain: false };
  return siteFlowsWith(consumption, combined('import', consumption, [['-', selfConsumption]]), gridExport);
}

/** @param imported - The import from the grid, if consumption is that of the whole site. */
function siteFlowsWith(consumption: Candidate, imported: Combined, exported: Candidate): SiteFlows {
  const ofGrid: GridFlows = { imports: [consumption], exports: [exported] };
  if (imported === 'unknown') return { options: [ofGrid], isCertain: false };
  if (imported === 'below zero' || isSame([imported], [consumption])) return { options: [ofGrid], isCertain: true };
  return { options: [{ imports: [imported], exports: [exported] }, ofGrid], isCertain: false };
}

const only = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.length === 1 ? candidates[0] : undefined;

type Term = readonly [sign: '+' | '-', candidate: Candidate];

/**
 * Files round each value, mostly to a watt hour: a difference so little below zero counts as zero.
 */
const ROUNDING_KWH = 0.002;
/** Share of the values that may be below zero before the column is rejected. */
const WRONG = 0.02;

/** The column, or why there is none: no time has a value of all, or many values are below zero. */
type Combined = Candidate | 'unknown' | 'below zero';

/** Adds other columns to a column, or subtracts them, interval by interval. */
function combined(flow: Flow, first: Candidate, terms: readonly Term[]): Combined {
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
    // Twelve digits, without the noise of binary arithmetic.
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
