/** Measures how much a piece of code adds to an application's bundle. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, loadConfigFromFile } from 'vite';
import { root } from './toolchain.js';

const ENTRY = 'virtual:weighed';

/**
 * Bundles and minifies `code`, which may import what the package in `folder` may. Code that is
 * loaded later does not count.
 * @returns {Promise<{ kB: number, modules: string[] }>} The gzip size, and the paths of the bundled
 * files.
 */
export async function weigh(folder, code) {
  const elements = join(root, 'packages/elements');
  const { config } = await loadConfigFromFile({ command: 'build', mode: 'production' }, undefined, elements);
  const { resolve, build: options } = config.environments.client;
  const { output } = await build({
    root: join(root, folder),
    configFile: false,
    logLevel: 'error',
    plugins: [...config.plugins, virtual(join(root, folder, 'weighed.ts'), code)],
    resolve,
    build: {
      write: false,
      minify: true,
      target: options.target,
      modulePreload: false,
      rolldownOptions: { input: ENTRY, preserveEntrySignatures: 'allow-extension' },
    },
  });
  const chunks = new Map(output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const [first] = [...chunks.values()].filter(({ isEntry }) => isEntry);
  const atOnce = new Set([first.fileName]);
  // The set grows during the loop: imported chunks import further ones.
  for (const name of atOnce) for (const imported of chunks.get(name).imports) atOnce.add(imported);
  const parts = [...atOnce].map((name) => chunks.get(name));
  return {
    kB: parts.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0) / 1000,
    modules: parts.flatMap(({ modules }) => Object.keys(modules).filter((id) => modules[id].renderedLength > 0)),
  };
}

/**
 * Returns a plugin with an entry that is not a file. Its imports are resolved as if it were the
 * file `importer`.
 */
const virtual = (importer, code) => ({
  name: 'weighed',
  enforce: 'pre',
  resolveId(id, from) {
    if (id === ENTRY) return `\0${ENTRY}`;
    return from === `\0${ENTRY}` ? this.resolve(id, importer, { skipSelf: true }) : undefined;
  },
  load: (id) => (id === `\0${ENTRY}` ? code : undefined),
});
