import { type Flow, Rows } from '../channel.ts';
import {
  clockOf,
  flowNamed,
  type Line,
  numberIn,
  publishedIn,
  qualityIn,
  type Registers,
  timeIn,
  wrong,
} from './records.ts';

/** Directions of the market, which exports what the customer uses. */
const DIRECTIONS: Readonly<Record<string, Flow>> = { E: 'import', I: 'export' };

/**
 * Reads a 250 record: the energy between two readings of a register. The quantity counts, not the
 * difference of the readings: only the quantity includes the transformer factor, and corrections
 * when the meter was exchanged.
 */
export function quantityIn(line: Line, registers: Registers): void {
  const { fields } = line;
  const [, nmi = '', , registerId = '', suffix = '', , serial = '', direction = ''] = fields;
  const { offsetHours } = clockOf(nmi);
  const start = timeIn(line, 9, 'PreviousRegisterReadDateTime', offsetHours);
  const end = timeIn(line, 14, 'CurrentRegisterReadDateTime', offsetHours);
  if (nmi === '') wrong(line, 'this 250 record has no NMI');
  if (end <= start) wrong(line, 'the current reading of this 250 record is not after the previous one');
  const quality = qualityIn(line, 15);
  const value = quality.startsWith('N') ? Number.NaN : numberIn(line, 18, 'Quantity');
  const rows = new Rows();
  rows.push(start, end, value, /^[EFS]/.test(quality));
  const name = suffix === '' ? registerId : suffix;
  const stated = DIRECTIONS[direction.toUpperCase()] ?? null;
  const flow = flowNamed(name) ?? stated ?? 'unknown';
  if (stated !== null && stated !== flow) wrong(line, `DirectionIndicator ${direction} contradicts the suffix ${name}`);
  const register = { nmi, suffix: name, serial, unit: fields[19] ?? '', flow };
  registers.add(register, { key: start, published: publishedIn(line, 21, offsetHours), rows });
}
