import type { Dialect } from '../dialect.ts';

/**
 * Datadis, Spain, consumption: hours are named by their end, 01:00 to 24:00, and 25:00 on the day
 * of 25 hours.
 */
export const datadis: Dialect = {
  name: 'Datadis',
  header: ['cups', 'fecha', 'hora'],
  timeZone: 'Europe/Madrid',
  dateOrder: 'day-first',
  columns: {
    cups: 'meter',
    fecha: 'date',
    hora: 'hourEnd',
    'consumo kwh': { flow: 'import', unit: 'kWh' },
    'ae kwh': { flow: 'import', unit: 'kWh' },
    'as kwh': { flow: 'export', unit: 'kWh' },
    'energia vertida kwh': { flow: 'export', unit: 'kWh' },
    'energia generada kwh': { flow: 'production', unit: 'kWh' },
    'energia autoconsumida kwh': { kind: 'other', unit: 'kWh' },
    'metodo obtencion': 'quality',
  },
  estimated: ['estimada'],
};
