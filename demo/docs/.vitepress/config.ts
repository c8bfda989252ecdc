import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { withPolicy } from '../../page-policy.ts';
import * as plainTokens from './plain-tokens.ts';
import { sidebar } from './sidebar.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Where `npm start` serves the demo. */
const DEMO = 'http://localhost:5173';

/**
 * The documentation: Markdown in this folder, built into `demo/dist/docs` and served at `/docs/`.
 */
export default defineConfig({
  title: 'Arc Elements',
  description: 'Show your customers their utility data on your own page.',
  lang: 'en',
  base: '/docs/',
  outDir: fromRoot('demo/dist/docs'),
  cacheDir: fromRoot('node_modules/.vite/docs'),
  srcExclude: ['examples/**', 'README.md'],
  cleanUrls: false,
  // Scripts in files of their own, so that the policy needs no hash that changes with every page.
  metaChunk: true,
  head: [['link', { rel: 'icon', href: '/mark.svg', type: 'image/svg+xml' }]],
  markdown: {
    theme: plainTokens.theme,
    codeTransformers: [plainTokens.transformer],
  },
  // The three style attributes that VitePress writes are in `site.css` where they matter; the
  // policy forbids them.
  transformHtml: (html) => withPolicy(html.replaceAll(/ style="[^"]*"/g, '')),
  // Without this the switch of themes adds a style sheet of its own for a moment, which the policy
  // forbids too.
  appearance: { disableTransition: false },
  themeConfig: {
    nav: [
      { text: 'Get started', link: '/start/' },
      { text: 'Elements', link: '/elements/' },
      { text: 'Security', link: '/security/' },
      { text: 'Operate', link: '/operate/deploy' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    docFooter: { prev: 'Previous', next: 'Next' },
    externalLinkIcon: true,
  },
  vite: {
    configFile: false,
    resolve: { conditions: ['@arc-elements/source', 'browser', 'module'] },
    // Pages are rendered in Node first; without this it would read our packages from `dist`, which
    // may not be there.
    ssr: { resolve: { conditions: ['@arc-elements/source', 'module', 'node'] } },
    // The pages come from the same server as the demo, below `/docs/`.
    publicDir: false,
    // While pages are written: the frame of the examples and the pictures come from `npm start`,
    // which runs beside it.
    server: { proxy: Object.fromEntries(['/live', '/assets', '/mark.svg', '/chart-'].map((path) => [path, DEMO])) },
    build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000 },
  },
});
