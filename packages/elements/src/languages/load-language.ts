import { loadWords } from './catalog.ts';
import { CHART } from './chart-loaders.ts';
import { DOCTOR } from './doctor-loaders.ts';
import { METER_FILE } from './file-loaders.ts';
import { CORE } from './loaders.ts';
import { PROFILE } from './profile-loaders.ts';

/**
 * Loads all words of a language before an element asks for them. A server has to, once: it renders elements in English
 * and in the languages that were loaded, because it cannot wait. Rejects when a file cannot be loaded.
 * @param language - A language tag such as `de` or `de-AT`. Nothing is loaded for a language without words.
 */
export const loadLanguage = (language: string): Promise<void> =>
  loadWords(language, [CORE, CHART, DOCTOR, METER_FILE, PROFILE]);
