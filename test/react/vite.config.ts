import { join } from 'node:path';
import { defineConfig } from 'vite';

/**
 * How a partner's own tools would build the portal from the published packages, for the browser or
 * for a server.
 */
export default defineConfig(({ isSsrBuild }) => ({
  root: import.meta.dirname,
  logLevel: 'warn',
  // React's development build is the one that says what is wrong.
  define: isSsrBuild ? {} : { 'process.env.NODE_ENV': '"development"' },
  ssr: { noExternal: true as const },
  build: {
    minify: false,
    rolldownOptions: {
      input: { portal: join(import.meta.dirname, isSsrBuild ? 'server.ts' : 'browser.ts') },
      preserveEntrySignatures: 'strict' as const,
      output: { entryFileNames: '[name].js' },
      // `use client` is for frameworks that split an app in two; a plain bundle has no use for it.
      onLog: (level, log, next) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && next(level, log),
    },
  },
}));
