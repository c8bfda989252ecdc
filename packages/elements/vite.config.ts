import { createHash } from 'node:crypto';
import { globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { billOfMaterials, contents, notices } from './bundle/contents.ts';
import { LATEST_STYLES, latestPage } from './bundle/latest.ts';
import manifest from './package.json' with { type: 'json' };

// `@arc-elements/source` reads the other packages' TypeScript, so nothing has to be built first; `production` keeps Lit's warnings
// out.
const resolve = { conditions: ['@arc-elements/source', 'browser', 'module', 'production'] };

const CDN = join(import.meta.dirname, 'dist/cdn');
const { name: NAME, version: VERSION } = manifest;
/** What is in the folder of a version never changes once that is published, and a build leaves other versions alone. */
const FOLDER = join(CDN, VERSION);
const inside = contents();

/**
 * The script-tag bundles, which no import path of the package reaches, so that an app never gets a second Lit:
 * `dist/cdn/VERSION/arc-elements.js` (all elements; their classes are files beside it, loaded when a page has one) and
 * `dist/cdn/VERSION/arc-interval-chart.js` (the chart alone).
 */
export default defineConfig({
  plugins: [smallStyles(), smallMarkup(), plainImports(), inside.plugin()],
  // Chunks are found relative to the script, whatever origin it came from.
  base: './',
  publicDir: false,
  // Beside the other files, whose hashes are in one list.
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
    // One instance of our plugins, which note what is inside of all of it.
    sharedConfigBuild: true,
    sharedPlugins: true,
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name === 'client' || environment.name === 'chart') await builder.build(environment);
      }
      // Beside the folders is nothing that has no version in its address.
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

/** What a page states beside a script's address, so that the browser runs this file and no other. */
function hashes(folder: string): Record<string, string> {
  const digest = (file: string) =>
    createHash('sha384')
      .update(readFileSync(join(folder, file)))
      .digest('base64');
  const files = globSync('*.js', { cwd: folder }).sort();
  return Object.fromEntries(files.map((file) => [file, `sha384-${digest(file)}`]));
}

/** Modules of several elements. They are in the entry: a file of their own would be a request for a few bytes. */
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
        // The entry with all it needs at once is one file, from which the lazily loaded ones import what they share.
        // Left alone, that would be split off, and the entry would be a script that does nothing without its
        // neighbours. What several later files share is one file as well, not one for each way of sharing: each is a
        // request.
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

/** `define` and the words of a language are named after their folder: `meter-list`, `es-core`. */
function chunkName(chunk: string, path: string): string {
  const folder = basename(dirname(path));
  if (/\/languages\/\w+\//.test(path)) return `${folder}-${chunk}`;
  return chunk === 'define' && path !== '' ? folder : chunk;
}

/**
 * Vite wraps every `import()` in a loader of style sheets and preloads, a kilobyte that our chunks, which have none, do
 * without.
 */
function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
    // Where the loader is all that is around an `import()`, it goes too. Lines stay where they are.
    renderChunk: (code) => ({
      code: code.replaceAll(/__vitePreload\((\(\) => import\([^()]*\)), [^()]*\)/g, '($1)()'),
      map: null,
    }),
  };
}

/** Style sheets are template literals, which no minifier touches: takes out comments, line breaks and indentation. */
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

/** The same for markup: takes out indentation, and leaves line breaks, so that lines of the source map stay true. */
function smallMarkup(): Plugin {
  return {
    name: 'small-markup',
    transform: {
      filter: { id: /elements\/src\/.*\.ts$/, code: 'html`' },
      handler(code) {
        let cut = code;
        // From the end, so that what is still to be cut keeps its place.
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

/** Pieces of the `html` templates of a program, between their expressions. */
function markupIn(node: unknown): Piece[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, tag, quasi } = node as { type?: string; tag?: { name?: string }; quasi?: { quasis: Piece[] } };
  const own = type === 'TaggedTemplateExpression' && tag?.name === 'html' ? (quasi?.quasis ?? []) : [];
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
