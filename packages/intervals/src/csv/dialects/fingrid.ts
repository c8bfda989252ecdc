import type { Dialect } from '../dialect.ts';

/** Fingrid Datahub, Finland, consumption: times in UTC, products by their codes. */
export const fingrid: Dialect = {
  name: 'Fingrid Datahub',
  header: ['mittauspisteen tunnus', 'resoluutio', 'alkuaika', 'maara'],
  timeZone: 'Europe/Helsinki',
  columns: {
    'mittauspisteen tunnus': 'meter',
    'tuotteen tyyppi': 'register',
    resoluutio: 'length',
    yksikkotyyppi: 'unit',
    'lukeman tyyppi': 'register',
    alkuaika: 'start',
    maara: {},
    laatu: 'quality',
  },
};
