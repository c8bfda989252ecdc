import type { Dialect } from '../dialect.ts';

/**
 * Load curve of Enedis, France: average power by the end of each half hour. What it is about stands
 * in two lines above the header, labels over values.
 */
export const enedis: Dialect = {
  name: 'Enedis',
  header: ['horodate', 'valeur'],
  timeZone: 'Europe/Paris',
  columns: { horodate: 'end', valeur: {}, nature: 'quality', pas: 'length' },
  above: { 'identifiant prm': 'meter', 'grandeur metier': 'register', unite: 'unit' },
};

/** The same with a header in full. */
export const enedisInFull: Dialect = {
  name: 'Enedis',
  header: ['horodate iso fin de pas', 'puissance moyenne w'],
  timeZone: 'Europe/Paris',
  columns: { 'horodate iso fin de pas': 'end', 'puissance moyenne w': { unit: 'W', kind: 'power' } },
};
