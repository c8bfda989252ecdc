import type { Dialect } from '../dialect.ts';

/**
 * Ameren, Illinois and Missouri, advanced metering data: columns for hours and, beside them, for
 * their quarters.
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
