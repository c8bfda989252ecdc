import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { withPolicy } from './demo/page-policy.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const PAGES = ['index', 'gallery', 'gallery-connect', 'live/frame', 'live/connect'];
/** What `live/frame.html` maps the names of our packages to. */
const MODULES = ['live/modules/client', 'live/modules/elements', 'live/modules/intervals'];

/**
 * Builds the demo site, and serves it in `npm run dev`. Workspace packages are read from their
 * TypeScript (by the condition `@arc-elements/source`), so a clean checkout builds without any
 * other `dist`, and an edit anywhere shows on the page.
 */
export default defineConfig({
  root: fromRoot('demo'),
  plugins: [livePolicy()],
  cacheDir: fromRoot('node_modules/.vite/demo'),
  resolve: { conditions: ['@arc-elements/source', ...defaultClientConditions] },
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
    rolldownOptions: {
      input: Object.fromEntries([
        ...PAGES.map((name) => [name, fromRoot(`demo/${name}.html`)]),
        ...MODULES.map((name) => [name, fromRoot(`demo/${name}.ts`)]),
      ]),
      // Scripts of examples import the modules by name.
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: ({ name }) => (MODULES.includes(name) ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});

/** Adds a policy to the frame of the docs' examples, which runs the reader's code as scripts from `blob:` addresses. */
function livePolicy(): Plugin {
  return {
    name: 'live-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { path }) => (path.startsWith('/live/') ? withPolicy(html, ['blob:']) : html),
    },
  };
}
