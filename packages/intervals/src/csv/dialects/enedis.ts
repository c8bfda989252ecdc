import type { Dialect } from '../dialect.ts';

/**
 * Enedis, France, load curve: average power by the end of each half hour. Two lines above the
 * header have labels and their values.
 */
export const enedis: Dialect = {
  name: 'Enedis',
  header: ['horodate', 'valeur'],
  timeZone: 'Europe/Paris',
  columns: { horodate: 'end', valeur: {}, nature: 'quality', pas: 'length' },
  above: { 'identifiant prm': 'meter', 'grandeur metier': 'register', unite: 'unit' },
};

/** Enedis, France, load curve with longer headers and no lines above them. */
export const enedisInFull: Dialect = {
  name: 'Enedis',
  header: ['horodate iso fin de pas', 'puissance moyenne w'],
  timeZone: 'Europe/Paris',
  columns: { 'horodate iso fin de pas': 'end', 'puissance moyenne w': { unit: 'W', kind: 'power' } },
};
