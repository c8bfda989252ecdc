import { Catalog } from '../languages/catalog.ts';
import { featureAvailability as english } from '../languages/en/feature-availability.ts';
import { CORE } from '../languages/loaders.ts';

/** Words of `arc-feature-availability`. */
export const messages = new Catalog('featureAvailability', CORE, english);
