import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { packAll, unpack } from '../../scripts/lib/pack.js';
import { PNPM } from '../../scripts/lib/toolchain.js';

/** If true, the lockfile is written again: needed after a change of dependencies. */
const UPDATE = process.env.UPDATE_FRAMEWORKS === '1';
const LOCKFILE = 'pnpm-lock.yaml';

/**
 * A temporary folder with the apps, the frameworks of the lockfile, and our packages as they are
 * published.
 */
export interface Workspace {
  readonly folder: string;
  /**
   * Runs a program of an installed package in the folder `cwd`. Resolves to its output, also when
   * it fails.
   */
  run(
    cwd: string,
    program: string,
    ...args: readonly string[]
  ): Promise<{ readonly ok: boolean; readonly out: string }>;
  remove(): Promise<void>;
}

/**
 * Packs our packages, copies the apps into a temporary folder beside them, and installs their
 * dependencies.
 */
export async function openWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'arc-elements-frameworks-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const packed = join(folder, 'packed');
    const arc = join(folder, 'arc');
    await mkdir(packed);
    await mkdir(arc);
    for (const [name, tarball] of await packAll(packed)) await rename(await unpack(tarball, packed), join(arc, name));
    for (const file of ['package.json', 'pnpm-workspace.yaml', LOCKFILE])
      await copyFile(join(import.meta.dirname, file), join(folder, file));
    await cp(join(import.meta.dirname, 'apps'), join(folder, 'apps'), { recursive: true });
    const flags = UPDATE ? ['--no-frozen-lockfile'] : ['--frozen-lockfile', '--prefer-offline'];
    await install(folder, flags);
    if (UPDATE) await copyFile(join(folder, LOCKFILE), join(import.meta.dirname, LOCKFILE));
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    remove,
    async run(cwd, program, ...args) {
      const options = { cwd: join(folder, cwd), env: environment(), maxBuffer: 1e8 };
      return promisify(execFile)(process.execPath, [join(folder, 'node_modules', program), ...args], options).then(
        ({ stdout, stderr }) => ({ ok: true, out: stripVTControlCharacters(stdout + stderr) }),
        ({ stdout, stderr, message }) => ({ ok: false, out: stripVTControlCharacters(stdout + stderr) || message }),
      );
    },
  };
}

/** Returns the environment of the programs, without colours and without telemetry. */
export function environment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
  return { ...env, NO_COLOR: '1', CI: 'true', NEXT_TELEMETRY_DISABLED: '1', NG_CLI_ANALYTICS: 'false' };
}

async function install(folder: string, flags: readonly string[]): Promise<void> {
  const args = ['--yes', '--prefer-offline', PNPM, 'install', ...flags];
  const options = { cwd: folder, env: environment(), shell: process.platform === 'win32' };
  await promisify(execFile)('npx', args, options).catch(({ stdout, stderr }) => {
    throw new Error(`${stdout}\n${stderr}\nAfter a change of dependencies: UPDATE_FRAMEWORKS=1 npm test -- frameworks`);
  });
}
