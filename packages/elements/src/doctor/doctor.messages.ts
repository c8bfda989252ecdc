import { Catalog } from '../languages/catalog.ts';
import { DOCTOR } from '../languages/doctor-loaders.ts';
import { doctor as english } from '../languages/en/doctor.ts';

/** Words of `arc-doctor`. */
export const messages = new Catalog('doctor', DOCTOR, english);
