import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

/**
 * Builds the demo site, and serves it in `npm run dev`. Workspace packages are read from their TypeScript (the `source`
 * condition), so a clean checkout builds without any other `dist`, and an edit anywhere shows on the page.
 */
export default defineConfig({
  root: fileURLToPath(new URL('demo', import.meta.url)),
  cacheDir: fileURLToPath(new URL('node_modules/.vite/demo', import.meta.url)),
  resolve: { conditions: ['source', ...defaultClientConditions] },
  // Lit elements here use TypeScript's decorators; see tsconfig.base.json.
  oxc: { decorator: { legacy: true } },
  build: {
    outDir: fileURLToPath(new URL('demo/dist', import.meta.url)),
    emptyOutDir: true,
    // A data: URL font or script would need a wider content security policy.
    assetsInlineLimit: 0,
    // The polyfill is an inline script in all but name; every browser we support preloads modules itself.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
});
