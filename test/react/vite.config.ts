import { join } from 'node:path';
import { defineConfig } from 'vite';

/**
 * Builds the portal from the published packages as a partner would, for the browser or for a
 * server.
 */
export default defineConfig(({ isSsrBuild }) => ({
  root: import.meta.dirname,
  logLevel: 'warn',
  // React reports mistakes only in its development build.
  define: isSsrBuild ? {} : { 'process.env.NODE_ENV': '"development"' },
  ssr: { noExternal: true as const },
  build: {
    minify: false,
    rolldownOptions: {
      input: { portal: join(import.meta.dirname, isSsrBuild ? 'server.ts' : 'browser.ts') },
      preserveEntrySignatures: 'strict' as const,
      output: { entryFileNames: '[name].js' },
      // `use client` is for frameworks with server components; the bundler warns about it.
      onLog: (level, log, next) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && next(level, log),
    },
  },
}));
