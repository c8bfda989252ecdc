import type { Dialect } from '../dialect.ts';

/**
 * Fluvius, Belgium, consumption history: quarter hours with a row for each register, of which day
 * and night are two.
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
