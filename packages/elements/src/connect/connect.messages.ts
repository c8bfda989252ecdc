import { Catalog } from '../languages/catalog.ts';
import { connect as english } from '../languages/en/connect.ts';
import { CORE } from '../languages/loaders.ts';

/** Words of `arc-connect`. */
export const messages = new Catalog('connect', CORE, english);
