import type { Dialect } from '../dialect.ts';

/**
 * Load diagram of E-REDES, Portugal: average power by the end of each quarter of an hour; the last
 * of a day is at 0:00 of the next.
 */
export const eRedes: Dialect = {
  name: 'E-REDES',
  header: ['data', 'hora', 'estado'],
  timeZone: 'Europe/Lisbon',
  columns: { data: 'date', hora: 'endTime', estado: 'quality' },
};
