import type { Dialect, Facts } from '../dialect.ts';

/** Shares in an energy community, which are no flows from or to the grid. */
const shared: Facts = { kind: 'other', unit: 'kWh' };

/**
 * Netz NÖ, Austria, quarter hours by their end. Feed-in has files of its own, whose columns have
 * other names.
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
