import type { Dialect } from '../dialect.ts';

/** Smart Meter Texas, interval download: quarter hours with the direction in the last column. */
export const texasSmt: Dialect = {
  name: 'Smart Meter Texas',
  header: ['esiid', 'usage date', 'usage kwh'],
  timeZone: 'America/Chicago',
  dateOrder: 'month-first',
  columns: {
    esiid: 'meter',
    'usage date': 'date',
    'revision date': 'ignored',
    'usage start time': 'startTime',
    'usage end time': 'endTime',
    'usage kwh': { unit: 'kWh' },
    'estimated actual': 'quality',
    'consumption surplusgeneration': 'register',
  },
  registers: { consumption: { flow: 'import' }, 'surplus generation': { flow: 'export' } },
};
