import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { BrokerOptions } from '@arc-elements/broker';
import type { Core } from './core.ts';
import { workerdArguments } from './workerd.ts';

/** A broker that answers on loopback. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** A JavaScript runtime that can run the core. */
export interface Runtime {
  readonly name: string;
  /** `undefined` where it is not installed. */
  readonly program: string | undefined;
  /** Returns the arguments by which it serves a broker with these options and prints the port. */
  args(core: Core, options: BrokerOptions): readonly string[];
}

/** The runtimes in which the core is tested. All but Node are optional packages. */
export const RUNTIMES: readonly Runtime[] = [
  { name: 'Node', program: process.execPath, args: withServer('node.ts') },
  { name: 'Bun', program: programOf('bun', 'bin/bun'), args: withServer('bun.ts', () => ['run', '--no-install']) },
  {
    name: 'Deno',
    program: programOf('deno', 'deno'),
    // The core may read its own file and connect to this machine; it may use no environment, other
    // file or program.
    args: withServer('deno.ts', ({ folder }) => [
      ...['run', '--quiet', '--no-prompt', '--no-config', '--no-lock', '--no-remote'],
      ...[`--allow-read=${folder}`, '--allow-net=127.0.0.1'],
    ]),
  },
  { name: 'workerd', program: programOf('workerd', 'bin/workerd'), args: workerdArguments },
];

/**
 * Starts a broker.
 * @throws {Error} It does not listen; the message has the output of the program.
 */
export async function serve(runtime: Runtime, core: Core, options: BrokerOptions): Promise<Served> {
  const child = spawn(runtime.program ?? '', runtime.args(core, options), {
    cwd: core.folder,
    // Deno's cache is removed with the folder.
    env: { ...process.env, DENO_DIR: core.folder, DENO_NO_UPDATE_CHECK: '1', DO_NOT_TRACK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const stderr = text(child.stderr);
  for await (const line of createInterface(child.stdout)) {
    const port = /[0-9]{4,5}/.exec(line)?.[0];
    const close = async (): Promise<void> => {
      // SIGTERM would not do: workerd waits for its streams.
      child.kill('SIGKILL');
      await exited;
    };
    if (port !== undefined) return { url: `http://127.0.0.1:${port}`, close };
  }
  throw new Error(`${runtime.name} does not listen: ${await stderr}`);
}

function withServer(file: string, before: (core: Core) => readonly string[] = () => []): Runtime['args'] {
  const server = join(import.meta.dirname, 'servers', file);
  return (core, options) => [...before(core), server, core.url, JSON.stringify(options)];
}

/**
 * Returns the program of a runtime: its package lists one for each platform, and the one for this
 * platform is installed.
 */
function programOf(name: string, file: string): string | undefined {
  const folder = folderOf(name, import.meta.filename);
  if (folder === undefined) return undefined;
  const manifest = join(folder, 'package.json');
  const platforms = Object.keys(JSON.parse(readFileSync(manifest, 'utf8')).optionalDependencies);
  const platform = platforms.map((each) => folderOf(each, manifest)).find((found) => found !== undefined);
  return platform && join(platform, process.platform === 'win32' ? `${file}.exe` : file);
}

/**
 * Returns the folder of a package as a file would import it; `undefined` if it is not installed.
 */
function folderOf(name: string, from: string): string | undefined {
  try {
    return dirname(createRequire(from).resolve(`${name}/package.json`));
  } catch {
    return undefined; // which is the answer, and no failure
  }
}
