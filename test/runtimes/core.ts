import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

/** The published core of the broker with all that it imports, in one file for every runtime. */
export interface Core {
  /** Address of the file, `core.mjs`, to import it by. */
  readonly url: string;
  /** The folder of the file, which may get other files that a runtime needs; removed with it. */
  readonly folder: string;
  remove(): void;
}

/** @throws {Error} The core imports a module of Node's; the message names it. */
export async function bundleCore(): Promise<Core> {
  const folder = mkdtempSync(join(tmpdir(), 'arc-elements-core-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      root: join(import.meta.dirname, '..'),
      ssr: { target: 'webworker', noExternal: true },
      // Imports of Node's modules are neither left external nor replaced, so that each is an error.
      environments: { ssr: { keepProcessEnv: true, resolve: { builtins: [] } } },
      build: {
        outDir: folder,
        emptyOutDir: false,
        ssr: true,
        rolldownOptions: { input: '@arc-elements/broker', output: { entryFileNames: 'core.mjs' } },
      },
    });
    return { url: pathToFileURL(join(folder, 'core.mjs')).href, folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
