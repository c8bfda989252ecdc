import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Builds a partner's app from the built packages, with several files. */
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
      // A module that registers a tag must not run because another file imports the class.
      output: { entryFileNames: '[name].js', strictExecutionOrder: true },
    },
  },
});
