import { loadWords } from './catalog.ts';
import { CHART } from './chart-loaders.ts';
import { DOCTOR } from './doctor-loaders.ts';
import { METER_FILE } from './file-loaders.ts';
import { CORE } from './loaders.ts';
import { PROFILE } from './profile-loaders.ts';

/**
 * Loads all words of a language before an element needs them. A server has to call this once for
 * each language, because it cannot wait while it renders: it uses English for languages that are
 * not loaded. Rejects if a file cannot be loaded.
 * @param language - A language tag such as `de` or `de-AT`. Has no effect for other languages.
 */
export const loadLanguage = (language: string): Promise<void> =>
  loadWords(language, [CORE, CHART, DOCTOR, METER_FILE, PROFILE]);
