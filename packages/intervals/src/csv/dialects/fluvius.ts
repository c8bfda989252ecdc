import type { Dialect } from '../dialect.ts';

/**
 * Consumption history of Fluvius, Belgium: quarter hours, a row for each register, with day and
 * night apart.
 */
export const fluvius: Dialect = {
  name: 'Fluvius',
  header: ['van datum', 'van tijdstip', 'register', 'volume'],
  timeZone: 'Europe/Brussels',
  dateOrder: 'day-first',
  columns: {
    'van datum': 'date',
    'van tijdstip': 'startTime',
    'tot datum': 'endDate',
    'tot tijdstip': 'endTime',
    'ean code': 'meter',
    meter: 'ignored',
    metertype: 'ignored',
    register: 'register',
    volume: {},
    eenheid: 'unit',
    validatiestatus: 'quality',
    omschrijving: 'ignored',
  },
};
