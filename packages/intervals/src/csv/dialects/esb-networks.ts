import type { Dialect } from '../dialect.ts';

/**
 * ESB Networks, Ireland, harmonised downstream file: half hours by their end, with direction and
 * unit in the type of the reading.
 */
export const esbNetworks: Dialect = {
  name: 'ESB Networks',
  header: ['mprn', 'read value', 'read type', 'read date and end time'],
  timeZone: 'Europe/Dublin',
  dateOrder: 'day-first',
  columns: {
    mprn: 'meter',
    'meter serial number': 'device',
    'read value': {},
    'read type': 'register',
    'read date and end time': 'end',
  },
  registers: {
    'active import interval kw': { flow: 'import', kind: 'power', unit: 'kW' },
    'active export interval kw': { flow: 'export', kind: 'power', unit: 'kW' },
    'active import interval kwh': { flow: 'import', unit: 'kWh' },
    'active export interval kwh': { flow: 'export', unit: 'kWh' },
  },
};
