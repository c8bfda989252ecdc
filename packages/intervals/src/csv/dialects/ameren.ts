import type { Dialect } from '../dialect.ts';

/**
 * Advanced metering data of Ameren, Illinois and Missouri: the usage of each hour, and beside it
 * that of its quarters.
 */
export const ameren: Dialect = {
  name: 'Ameren',
  header: ['start interval date time', 'meter id', 'usage', 'usage 2'],
  timeZone: 'America/Chicago',
  dateOrder: 'month-first',
  columns: {
    'start interval date time': 'start',
    'meter id': 'meter',
    usage: 'ignored',
    units: 'ignored',
    interval: 'ignored',
    'usage 2': { flow: 'import' },
    'units 2': 'unit',
    'interval 2': 'length',
  },
};
