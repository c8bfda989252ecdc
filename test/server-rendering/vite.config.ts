import { join } from 'node:path';
import { defineConfig } from 'vite';

/**
 * A partner's app: what `browser.ts` names, from the built packages, each part in a file of its
 * own.
 */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'error',
  resolve: { conditions: ['browser', 'module', 'production'] },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: {
      input: { hydrate: join(import.meta.dirname, 'hydrate.ts') },
      preserveEntrySignatures: 'exports-only',
      // A part that registers is not run by what only shares its class.
      output: { entryFileNames: '[name].js', strictExecutionOrder: true },
    },
  },
});
