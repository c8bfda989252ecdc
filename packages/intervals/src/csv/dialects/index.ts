import type { Dialect } from '../dialect.ts';
import { datadis } from './datadis.ts';
import { esbNetworks } from './esb-networks.ts';
import { texasSmt } from './texas-smt.ts';

/** Dialects of CSV, the more particular before the others. */
export const DIALECTS: readonly Dialect[] = [texasSmt, esbNetworks, datadis];
