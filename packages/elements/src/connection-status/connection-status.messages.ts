import { Catalog } from '../languages/catalog.ts';
import { connectionStatus as english } from '../languages/en/connection-status.ts';
import { CORE } from '../languages/loaders.ts';

/** Words of `arc-connection-status`. */
export const messages = new Catalog('connectionStatus', CORE, english);
