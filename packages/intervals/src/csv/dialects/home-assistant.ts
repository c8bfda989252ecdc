import type { Dialect, Facts } from '../dialect.ts';

const left: Facts = { kind: 'other' };

/**
 * Export of the energy dashboard of Home Assistant: a row for each entity, instants beside each
 * other. Entities of one kind add up.
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
    'battery in': left,
    'battery out': left,
    'device consumption': left,
    'grid consumption cost': left,
    'grid return compensation': left,
    'gas consumption cost': left,
    'water consumption cost': left,
    'calculated solar to grid': left,
    'calculated battery to grid': left,
  },
};

/**
 * Export of the statistics of Home Assistant: states and sums of counters, and what was added in
 * each interval.
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
