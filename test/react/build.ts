import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const vite = join(import.meta.dirname, '../../node_modules/vite/bin/vite.js');
const config = join(import.meta.dirname, 'vite.config.ts');

/** The built portal. */
export interface BuiltPortal {
  /** Folder with `portal.js` for the browser; chunks beside it. */
  readonly folder: string;
  /** Markup that the server sends before any script runs. */
  readonly html: string;
  remove(): Promise<void>;
}

/** Builds the portal for browser and server. */
export async function buildPortal(broker: string): Promise<BuiltPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'arc-elements-react-'));
  const node = (args: readonly string[], cwd = folder) =>
    promisify(execFile)(process.execPath, args, { cwd, timeout: 60_000 });
  const build = (name: string, ...more: string[]) =>
    node([vite, 'build', '--config', config, '--outDir', join(folder, name), ...more]);
  await build('browser');
  await build('server', '--ssr');
  // In a process of its own, as on a server: it ends only if the elements leave nothing running.
  const script = `import { render } from './portal.js'; process.stdout.write(render(process.argv[1]));`;
  const rendering = ['--input-type=module', '--eval', script, broker];
  const { stdout } = await node(rendering, join(folder, 'server'));
  return {
    folder: join(folder, 'browser'),
    html: stdout,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
