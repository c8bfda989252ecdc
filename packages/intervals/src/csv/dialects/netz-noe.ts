import type { Dialect, Facts } from '../dialect.ts';

/** Of an energy community: shares of what the meter measured, which say nothing about the grid. */
const shared: Facts = { kind: 'other', unit: 'kWh' };

/**
 * Quarter hours of Netz NÖ, Austria, by their end; feed-in has files of its own, with a column of
 * another name.
 */
export const netzNoe: Dialect = {
  name: 'Netz NÖ',
  header: ['messzeitpunkt'],
  timeZone: 'Europe/Vienna',
  dateOrder: 'day-first',
  columns: {
    messzeitpunkt: 'end',
    'gemessener verbrauch kwh': { flow: 'import', unit: 'kWh' },
    'verbrauch kwh': { flow: 'import', unit: 'kWh' },
    'gemessene menge kwh': { flow: 'export', unit: 'kWh' },
    'einspeisung kwh': { flow: 'export', unit: 'kWh' },
    ersatzwert: 'quality',
    qualitat: 'quality',
    'restnetzbezug kwh': shared,
    'gemeinschaftsuberschuss kwh': shared,
  },
};
