import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Builds the demo site, and serves it in `npm run dev`. Workspace packages are read from their TypeScript (the `source`
 * condition), so a clean checkout builds without any other `dist`, and an edit anywhere shows on the page.
 */
export default defineConfig({
  root: fromRoot('demo'),
  cacheDir: fromRoot('node_modules/.vite/demo'),
  resolve: { conditions: ['source', ...defaultClientConditions] },
  // Lit elements here use TypeScript's decorators; see tsconfig.base.json.
  oxc: { decorator: { legacy: true } },
  build: {
    outDir: fromRoot('demo/dist'),
    emptyOutDir: true,
    // A data: URL font or script would need a wider content security policy.
    assetsInlineLimit: 0,
    // The polyfill is an inline script in all but name; every browser we support preloads modules itself.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
    rolldownOptions: { input: ['demo/index.html', 'demo/gallery.html', 'demo/gallery-connect.html'].map(fromRoot) },
  },
});
