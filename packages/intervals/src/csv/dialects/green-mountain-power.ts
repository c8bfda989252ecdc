import type { Dialect } from '../dialect.ts';

/** Green Mountain Power, Vermont, quarter hours. */
export const greenMountainPower: Dialect = {
  name: 'Green Mountain Power',
  header: ['service agreement', 'interval start', 'interval end', 'quantity'],
  timeZone: 'America/New_York',
  dateOrder: 'month-first',
  columns: {
    'service agreement': 'meter',
    'interval start': 'start',
    'interval end': 'end',
    quantity: { flow: 'import' },
    'unit of measure': 'unit',
  },
};
