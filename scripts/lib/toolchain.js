/**
 * The toolchain everyone shares: pnpm from the registry through npx, then the pinned Node from `node_modules`.
 * This file and the three entry scripts run on whatever Node is at hand; everything else runs on the pinned one.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const PNPM = 'pnpm@12.21.0';
const OLDEST_NODE = [20, 19];
const STOP_GRACE_MS = 8000;

const stampFile = join(root, 'node_modules/.cache/arc-elements/install');

/** The pinned Node, as the `node` package laid it out. */
export const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Installs what the lockfile lists, unless that is what is there already. */
export async function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Failure(
      `Node ${process.versions.node} is too old: Arc Elements needs ${OLDEST_NODE.join('.')} or newer.`,
    );
  }
  const wanted = installedFrom();
  if (existsSync(pinnedNode) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;

  console.log('Installing dependencies…');
  // npx is a script on Windows, which only a shell can start; the arguments are constants.
  const code = await run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], {
    shell: process.platform === 'win32',
    env: { ...process.env, CI: process.env.CI ?? 'true' },
  });
  if (code !== 0) throw new Failure('Installing the dependencies failed; the messages above say why.');
  if (!existsSync(pinnedNode))
    throw new Failure(`No Node for ${process.platform}-${process.arch} came with the "node" package.`);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
}

/** A text that changes when an install would. */
function installedFrom() {
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`);
  const hash = createHash('sha256').update(`${PNPM} ${process.platform} ${process.arch}`);
  for (const file of [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'demo/package.json',
    'test/package.json',
    ...packages,
  ]) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(file).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/**
 * Runs a script on the pinned Node with the TypeScript sources of this checkout; resolves to its exit code.
 * The channel lets the script see that its parent is gone, even when that was killed without a chance to say so.
 */
export function runPinned(args) {
  return run(pinnedNode, ['--conditions=source', ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/**
 * Runs a program to its end in a process group of its own, so that stopping us stops all of it.
 * Resolves to the exit code; a signal that ended it counts as 130.
 */
export function run(command, args, { env = process.env, shell = false, cwd = root, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const group = process.platform !== 'win32';
    const child = spawn(command, args, { cwd, env, shell, stdio, detached: group });
    const signal = (name) => {
      try {
        if (group) process.kill(-child.pid, name);
        else child.kill(name);
      } catch (error) {
        if (error.code !== 'ESRCH') throw error; // already gone, which is what we wanted
      }
    };
    let killTimer;
    const stop = (name) => {
      signal(name);
      killTimer ??= setTimeout(() => signal('SIGKILL'), STOP_GRACE_MS);
    };
    const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const name of names) process.on(name, stop);
    const done = () => {
      clearTimeout(killTimer);
      for (const name of names) process.off(name, stop);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('exit', (code) => {
      done();
      // Whatever the program left running in its group ends with it.
      if (group) signal('SIGKILL');
      resolve(code ?? 130);
    });
  });
}

/** An outcome that needs a sentence, not a stack. */
export class Failure extends Error {}

/** Runs an entry script: sets the exit code, prints a `Failure` as one line and anything else with its stack. */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
