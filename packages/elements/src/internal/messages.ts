import { Catalog } from '../languages/catalog.ts';
import { shared as english } from '../languages/en/shared.ts';
import { CORE } from '../languages/loaders.ts';

/** Words that all elements share. */
export const messages = new Catalog('shared', CORE, english);
