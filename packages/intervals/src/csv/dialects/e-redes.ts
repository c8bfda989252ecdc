import type { Dialect } from '../dialect.ts';

/**
 * E-REDES, Portugal, load diagram: average power by the end of each quarter of an hour. The last
 * quarter of a day is at 0:00 of the next day.
 */
export const eRedes: Dialect = {
  name: 'E-REDES',
  header: ['data', 'hora', 'estado'],
  timeZone: 'Europe/Lisbon',
  columns: { data: 'date', hora: 'endTime', estado: 'quality' },
};
