import { createHash } from 'node:crypto';
import { globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { billOfMaterials, contents, notices } from './bundle/contents.ts';
import { LATEST_STYLES, latestPage } from './bundle/latest.ts';
import manifest from './package.json' with { type: 'json' };

// `@arc-elements/source` resolves to the TypeScript of the other packages, so that they need no
// build; `production` leaves out Lit's warnings.
const resolve = { conditions: ['@arc-elements/source', 'browser', 'module', 'production'] };

const CDN = join(import.meta.dirname, 'dist/cdn');
const { name: NAME, version: VERSION } = manifest;
/** Folder of this version. A build does not change the folders of other versions. */
const FOLDER = join(CDN, VERSION);
const inside = contents();

/**
 * Builds the script-tag bundles: `dist/cdn/VERSION/arc-elements.js` (all elements, whose classes
 * are separate files, loaded on demand) and `dist/cdn/VERSION/arc-interval-chart.js` (the chart
 * alone). No import path of the package leads to them, so that an app does not get a second Lit.
 */
export default defineConfig({
  plugins: [smallStyles(), smallMarkup(), plainImports(), inside.plugin()],
  // Chunks are loaded from the folder of the script, on any origin.
  base: './',
  publicDir: false,
  // The worker is in the same folder as the other files, so that integrity.json has its hash.
  worker: {
    format: 'es',
    plugins: () => [inside.plugin()],
    rolldownOptions: { output: { entryFileNames: 'arc-meter-file.[name]-[hash].js' } },
  },
  environments: {
    client: { resolve, build: bundle('arc-elements', 'src/embed.ts', true) },
    chart: { consumer: 'client', resolve, build: bundle('arc-interval-chart', 'src/interval-chart/define.ts', false) },
  },
  builder: {
    // Both builds share the plugin instances, which collect the packages of all bundles.
    sharedConfigBuild: true,
    sharedPlugins: true,
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name === 'client' || environment.name === 'chart') await builder.build(environment);
      }
      // Removes all files without a version in their path.
      for (const entry of readdirSync(CDN, { withFileTypes: true })) {
        if (!entry.isDirectory()) rmSync(join(CDN, entry.name));
      }
      const packages = inside.packages();
      const integrity = hashes(FOLDER);
      writeFileSync(join(FOLDER, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);
      writeFileSync(join(FOLDER, 'THIRD-PARTY-NOTICES.txt'), notices(packages));
      writeFileSync(join(FOLDER, 'sbom.cdx.json'), billOfMaterials(NAME, packages));
      writeFileSync(join(FOLDER, 'latest.css'), LATEST_STYLES);
      writeFileSync(join(CDN, 'latest.html'), latestPage(VERSION, integrity));
    },
  },
});

/** Returns the integrity hash of each file. */
function hashes(folder: string): Record<string, string> {
  const digest = (file: string) =>
    createHash('sha384')
      .update(readFileSync(join(folder, file)))
      .digest('base64');
  const files = globSync('*.js', { cwd: folder }).sort();
  return Object.fromEntries(files.map((file) => [file, `sha384-${digest(file)}`]));
}

/** Modules that several elements use. They are in the entry, to save a request for a small file. */
const SHARED = /elements\/src\/(?:internal|controllers|languages)\/[\w-]+\.ts$|\/node_modules\/(?:lit|@lit|zustand)/;

function bundle(name: string, entry: string, first: boolean) {
  return {
    outDir: FOLDER,
    emptyOutDir: first,
    target: 'es2022',
    minify: true,
    sourcemap: true,
    modulePreload: false,
    reportCompressedSize: true,
    rolldownOptions: {
      input: { [name]: entry },
      preserveEntrySignatures: 'allow-extension' as const,
      output: {
        format: 'es' as const,
        entryFileNames: '[name].js',
        chunkFileNames: ({ name: chunk, facadeModuleId: path }: { name: string; facadeModuleId?: string | null }) =>
          `${name}.${chunkName(chunk, path ?? '')}-[hash].js`,
        // The entry and all that it imports statically are one file, from which the lazily loaded
        // files import shared modules. By default, the bundler would move shared modules to another
        // file, which the entry would need too. Modules that several lazy files share are one file
        // as well, because each file is a request.
        codeSplitting: {
          groups: [
            { name: 'core', test: (id: string) => id.endsWith(entry) || (first && SHARED.test(id)), priority: 2 },
            {
              name: 'intervals',
              test: /packages\/intervals\/src\/(?!files|csv|green-button)/,
              minShareCount: 2,
              priority: 1,
            },
            { name: 'interval-chart', test: (id: string) => id.endsWith('interval-chart/define.ts') },
          ],
        },
      },
    },
  };
}

/** Names the chunks of `define` and of words after their folder: `meter-list`, `es-core`. */
function chunkName(chunk: string, path: string): string {
  const folder = basename(dirname(path));
  if (/\/languages\/\w+\//.test(path)) return `${folder}-${chunk}`;
  return chunk === 'define' && path !== '' ? folder : chunk;
}

/**
 * Removes the loader of style sheets and preloads around each `import()`, a kilobyte that Vite adds
 * and that chunks without style sheets do not need.
 */
function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
    // Removes the call of the loader around each `import()`, without a change of the lines.
    renderChunk: (code) => ({
      code: code.replaceAll(/__vitePreload\((\(\) => import\([^()]*\)), [^()]*\)/g, '($1)()'),
      map: null,
    }),
  };
}

/**
 * Removes comments, line breaks and indentation of style sheets, as no minifier changes templates.
 */
function smallStyles(): Plugin {
  return {
    name: 'small-styles',
    transform: {
      filter: { id: /\.styles\.ts$/ },
      handler: (code) => ({
        code: code.replaceAll(/css`([^`]*)`/g, (_, sheet: string) => `css\`${small(sheet)}\``),
        map: null,
      }),
    },
  };
}

/** Removes indentation of markup, but not line breaks, so that the source map stays correct. */
function smallMarkup(): Plugin {
  return {
    name: 'small-markup',
    transform: {
      filter: { id: /elements\/src\/.*\.ts$/, code: /(html|svg)`/ },
      handler(code) {
        let cut = code;
        // From the end, so that the remaining positions stay correct.
        for (const { start, end } of markupIn(this.parse(code)).sort((a, b) => b.start - a.start))
          cut = cut.slice(0, start) + cut.slice(start, end).replaceAll(/\n\s+/g, '\n') + cut.slice(end);
        return { code: cut, map: null };
      },
    },
  };
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Returns the texts of the `html` and `svg` templates of a program, between their expressions. */
function markupIn(node: unknown): Piece[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, tag, quasi } = node as { type?: string; tag?: { name?: string }; quasi?: { quasis: Piece[] } };
  const isMarkup = type === 'TaggedTemplateExpression' && /^(html|svg)$/.test(tag?.name ?? '');
  const own = isMarkup ? (quasi?.quasis ?? []) : [];
  return [...own, ...Object.values(node).flatMap(markupIn)];
}

function small(sheet: string): string {
  return sheet
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(/(?<![\w.])0(?=\.\d)/g, '')
    .replaceAll(/([{;][\w-]+): /g, '$1:')
    .trim()
    .replaceAll(';}', '}');
}
