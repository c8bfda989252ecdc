import { Catalog } from '../languages/catalog.ts';
import { meterFile as english } from '../languages/en/meter-file.ts';
import { METER_FILE } from '../languages/file-loaders.ts';

/** Texts about an opened file. */
export const messages = new Catalog('meterFile', METER_FILE, english);
