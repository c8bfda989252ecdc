import type { Dialect } from '../dialect.ts';

/** Energinet DataHub, Denmark, meter data. */
export const energinet: Dialect = {
  name: 'Energinet',
  header: ['malepunkts id', 'fra dato', 'til dato', 'maengde'],
  timeZone: 'Europe/Copenhagen',
  dateOrder: 'day-first',
  columns: {
    'malepunkts id': 'meter',
    'fra dato': 'start',
    'til dato': 'end',
    maengde: {},
    maleenhed: 'unit',
    kvalitet: 'quality',
    type: 'register',
  },
};
