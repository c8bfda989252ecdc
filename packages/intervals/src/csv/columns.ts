import { resolveTimeZone } from '../zone.ts';

/** What a column holds. */
export type CsvRole =
  | 'start'
  | 'end'
  | 'span'
  | 'date'
  | 'startTime'
  | 'endTime'
  | 'hourEnd'
  | 'import'
  | 'export'
  | 'net'
  | 'unit'
  | 'quality'
  | 'type'
  | 'covered';

/** Unit of an energy column: what a value is divided by or multiplied with to be kWh. */
export type CsvUnit = 'kWh' | 'Wh' | 'MWh' | 'kW';

/** One column that was taken from a CSV. */
export interface CsvColumn {
  readonly role: CsvRole;
  /** Its header as written. */
  readonly header: string;
  /** 0-based. */
  readonly index: number;
  /** For energy columns. */
  readonly unit: CsvUnit | null;
}

const COSTS = /cost|price|\$|charge|amount|bill|rate\b|temp/i;

/** In order of preference: the first pattern that a header matches decides its role. */
const ROLES: readonly (readonly [CsvRole, RegExp])[] = [
  ['covered', /^covered/i],
  ['span', /time period|^interval$|^period$/i],
  ['export', /export|received|generat|return|feed.?in|solar|sent to grid|to grid|surplus|production/i],
  ['net', /\bnet\b/i],
  ['import', /import|deliver|consum|usage|use\b|kwh|\bwh\b|mwh|\bkw\b|energy|from grid|value|reading \(/i],
  ['quality', /quality|estimat|notes?$|read.?type|status|flag/i],
  ['hourEnd', /hour.?end(ing)?$|^he$/i],
  ['endTime', /^end.?time$|^time.?end$|^to.?time$/i],
  ['startTime', /^start.?time$|^time$|^hour$|^time.?start$|^from.?time$/i],
  ['end', /\bend|^to\b|finish|until/i],
  ['date', /^(usage |reading |read |service )?date$|^day$/i],
  ['start', /start|^from\b|date.?\/?.?time|timestamp|datetime|begin|time/i],
  ['unit', /^units?$|^uom$/i],
  ['type', /^type$|^service$|^commodity$/i],
];

/**
 * The roles of a header row; `null` when it is none. A header row names a time and an energy.
 * @param fields - One row of the table.
 */
export function columnsOf(fields: readonly string[]): readonly CsvColumn[] | null {
  const columns: CsvColumn[] = [];
  const taken = new Set<CsvRole>();
  fields.forEach((header, index) => {
    if (header === '' || header.length > 80) return;
    // A cell with a value is data, whatever words it has around it.
    if (/^[-+$]?[\d.,:]+$/.test(header) || /\d{4}-\d\d-\d\d.*\d\d:\d\d/.test(header)) return;
    const label = withoutZone(header);
    if (COSTS.test(label) && !/kwh/i.test(label)) return;
    const role = ROLES.find(([candidate, pattern]) => pattern.test(label) && !taken.has(candidate))?.[0];
    if (role === undefined) return;
    taken.add(role);
    const energy = role === 'import' || role === 'export' || role === 'net';
    columns.push({ role, header, index, unit: energy ? unitOf(header) : null });
  });
  // SCE names a direction in the time column and the energy column only "usage".
  const span = columns.find(({ role }) => role === 'span');
  if (span !== undefined && /received|export|generat/i.test(span.header) && !taken.has('export')) {
    return columns.map((column) => (column.role === 'import' ? { ...column, role: 'export' } : column));
  }
  const has = (...roles: CsvRole[]) => columns.some(({ role }) => roles.includes(role));
  if (!has('import', 'export', 'net')) return null;
  // "Date" or "Time" with another column beside it is half of a start; alone it is the whole of it.
  const alone = has('start', 'span') ? null : has('date') ? (has('startTime', 'hourEnd') ? null : 'date') : 'startTime';
  const whole = columns.map((column): CsvColumn => (column.role === alone ? { ...column, role: 'start' } : column));
  return whole.some(({ role }) => role === 'start' || role === 'startTime' || role === 'span' || role === 'hourEnd')
    ? whole
    : null;
}

/** A header without the zone behind it, as our own files have: `America/Costa_Rica` is no cost. */
function withoutZone(header: string): string {
  const name = /\(([^)]+)\)$/.exec(header)?.[1];
  return name !== undefined && resolveTimeZone(name) !== null ? header.slice(0, -name.length - 2).trim() : header;
}

/** The unit a header or a unit cell names; kWh when it names none, `null` for units that are no energy. */
export function unitOf(text: string): CsvUnit {
  if (/mwh/i.test(text)) return 'MWh';
  if (/kwh|kilowatt.?hour/i.test(text)) return 'kWh';
  if (/\bwh\b|watt.?hour/i.test(text)) return 'Wh';
  return /\bkw\b|kilowatts?\b/i.test(text) ? 'kW' : 'kWh';
}

/** True for a unit cell that is electric energy or power. */
export function isElectricUnit(text: string): boolean {
  return /^\s*(m|k)?wh?\s*$/i.test(text) || /watt/i.test(text);
}
