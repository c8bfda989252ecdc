import type { Dialect, Facts } from '../dialect.ts';

const ignored: Facts = { kind: 'other' };

/**
 * Home Assistant, export of the energy dashboard: a row for each entity and a column for each
 * instant. Entities of one kind add up.
 */
export const homeAssistantEnergy: Dialect = {
  name: 'Home Assistant energy',
  header: ['entity id', 'type', 'unit'],
  columns: { 'entity id': 'part', type: 'register', unit: 'unit' },
  registers: {
    'grid consumption': { flow: 'import' },
    'grid return': { flow: 'export' },
    'solar production': { flow: 'production' },
    'gas consumption': { commodity: 'gas' },
    'water consumption': { commodity: 'water' },
    'battery in': ignored,
    'battery out': ignored,
    'device consumption': ignored,
    'grid consumption cost': ignored,
    'grid return compensation': ignored,
    'gas consumption cost': ignored,
    'water consumption cost': ignored,
    'calculated solar to grid': ignored,
    'calculated battery to grid': ignored,
  },
};

/**
 * Home Assistant, export of statistics: states and sums of counters, and their increase in each
 * interval.
 */
export const homeAssistantStatistics: Dialect = {
  name: 'Home Assistant statistics',
  header: ['statistic id', 'unit', 'start', 'delta'],
  columns: {
    'statistic id': 'register',
    unit: 'unit',
    start: 'start',
    delta: {},
    min: 'ignored',
    max: 'ignored',
    mean: 'ignored',
    sum: 'ignored',
    state: 'ignored',
  },
};
