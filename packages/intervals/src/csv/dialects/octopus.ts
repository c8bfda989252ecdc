import type { Dialect } from '../dialect.ts';

/**
 * Octopus Energy, Great Britain, consumption: half hours with offsets, and their estimated cost.
 */
export const octopus: Dialect = {
  name: 'Octopus Energy',
  header: ['consumption kwh', 'estimated cost inc tax p', 'start', 'end'],
  timeZone: 'Europe/London',
  columns: { 'consumption kwh': { flow: 'import', unit: 'kWh' }, start: 'start', end: 'end' },
};
