import { Catalog } from '../languages/catalog.ts';
import { meterList as english } from '../languages/en/meter-list.ts';
import { CORE } from '../languages/loaders.ts';

/** Words of `arc-meter-list`. */
export const messages = new Catalog('meterList', CORE, english);
