import { Catalog } from '../languages/catalog.ts';
import { profile as english } from '../languages/en/profile.ts';
import { PROFILE } from '../languages/profile-loaders.ts';

/** Words of `arc-account-profile`. */
export const messages = new Catalog('profile', PROFILE, english);
