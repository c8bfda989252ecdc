import { defineConfig } from 'vite';

// `source` reads the other packages' TypeScript, so nothing has to be built first; `production` keeps Lit's warnings out.
const resolve = { conditions: ['source', 'browser', 'module', 'production'] };

/**
 * The script-tag bundles, which no import path of the package reaches, so that an app never gets a second Lit:
 * `dist/cdn/arc-elements.js` (all elements; the chart is a chunk beside it, fetched when a page has one) and
 * `dist/cdn/arc-interval-chart.js` (the chart alone).
 */
export default defineConfig({
  // Chunks are found relative to the script, whatever origin it came from.
  base: './',
  publicDir: false,
  environments: {
    client: { resolve, build: bundle('arc-elements', 'src/embed.ts', true) },
    chart: { consumer: 'client', resolve, build: bundle('arc-interval-chart', 'src/interval-chart/define.ts', false) },
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name === 'client' || environment.name === 'chart') await builder.build(environment);
      }
    },
  },
});

function bundle(name: string, entry: string, first: boolean) {
  return {
    outDir: 'dist/cdn',
    emptyOutDir: first,
    target: 'es2022',
    minify: true,
    sourcemap: true,
    modulePreload: false,
    reportCompressedSize: true,
    rolldownOptions: {
      input: { [name]: entry },
      // The lazily loaded part may import from the entry file itself instead of forcing a third, shared file.
      preserveEntrySignatures: 'allow-extension' as const,
      output: { format: 'es' as const, entryFileNames: '[name].js', chunkFileNames: `${name}.[name]-[hash].js` },
    },
  };
}
