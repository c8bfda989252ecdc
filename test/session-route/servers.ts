import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../packages/broker/src/testing/free-port.ts';

const EXAMPLES = join(import.meta.dirname, '../../demo/docs/examples/session-route');
const node = (file: string): readonly string[] => [process.execPath, '--conditions=@arc-elements/source', file];

/** A server that the documentation shows. */
export interface Example {
  readonly name: string;
  /** A command that succeeds if the program is installed. */
  readonly needs: readonly string[];
  /** Returns the command that runs it at a port; `folder` has the output of `build`. */
  readonly run: (port: number, folder: string) => readonly string[];
  readonly build?: (folder: string) => readonly string[];
}

const NODE = [process.execPath, '--version'];

export const EXAMPLES_OF_ROUTES: readonly Example[] = [
  { name: 'Node', needs: NODE, run: () => node(join(EXAMPLES, 'node.ts')) },
  { name: 'Express', needs: NODE, run: () => node(join(EXAMPLES, 'express.ts')) },
  { name: 'Hono', needs: NODE, run: () => node(join(EXAMPLES, 'hono.ts')) },
  { name: 'Next', needs: NODE, run: () => node(join(import.meta.dirname, 'next.ts')) },
  { name: 'Python', needs: ['python3', '--version'], run: () => ['python3', join(EXAMPLES, 'session_route.py')] },
  {
    name: 'PHP',
    needs: ['php', '--version'],
    run: (port) => ['php', '-S', `127.0.0.1:${port}`, '-t', 'public', join(EXAMPLES, 'session-route.php')],
  },
  {
    name: 'Ruby',
    needs: ['ruby', '-rwebrick', '-e', ''],
    run: () => ['ruby', join(EXAMPLES, 'session-route.rb')],
  },
  {
    name: 'Go',
    needs: ['go', 'version'],
    build: (folder) => ['go', 'build', '-o', join(folder, 'route'), join(EXAMPLES, 'session-route.go')],
    run: (_, folder) => [join(folder, 'route')],
  },
];

/** Returns true if what an example needs is installed. */
export function isInstalled({ needs: [program = '', ...args] }: Example): boolean {
  return spawnSync(program, args, { env: environment({}) }).status === 0;
}

/** A running example. */
export interface Route {
  /** Address of the route. */
  readonly url: string;
  /** Everything that the server has written so far. */
  output(): string;
  close(): Promise<void>;
}

/** Makes a folder for an example to run in, and builds what has to be built. */
export async function prepare(example: Example): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'arc-elements-route-'));
  await mkdir(join(folder, 'public'));
  const [builder, ...args] = example.build?.(folder) ?? [];
  if (builder !== undefined) await promisify(execFile)(builder, args, { env: environment({}) });
  return folder;
}

/** Starts an example in its folder as its own process; resolves once it listens. */
export async function startRoute(
  example: Example,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<Route> {
  const port = await freePort();
  const [program = '', ...args] = example.run(port, folder);
  const child = spawn(program, args, { cwd: folder, env: environment({ ...variables, PORT: `${port}` }) });
  let output = '';
  const listens = await new Promise<boolean>((resolve, reject) => {
    const onData = (data: Buffer) => {
      output += data.toString();
      // The port may be in use again since it was free.
      if (/address already in use/i.test(output)) resolve(false);
      // The examples print the address; PHP's own server does too.
      else if (output.includes(`http://127.0.0.1:${port}`)) resolve(true);
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${example.name} ended: ${output}`)));
  });
  if (!listens) {
    await ended(child);
    return startRoute(example, folder, variables);
  }
  return {
    url: `http://127.0.0.1:${port}/arc/session`,
    output: () => output,
    close: () => ended(child),
  };
}

/**
 * Returns only the variables that programs need, so that the machine's own variables do not change
 * the result.
 */
function environment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...(SystemRoot && { SystemRoot }), ...variables };
}

async function ended(child: ChildProcess): Promise<void> {
  child.removeAllListeners('close');
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
