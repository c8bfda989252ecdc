/**
 * The toolchain everyone shares: pnpm from the registry through npx, then the pinned Node from `node_modules`.
 * This file and the three entry scripts run on whatever Node is at hand; everything else runs on the pinned one.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What installs and packs. */
export const PNPM = 'pnpm@12.21.0';
const OLDEST_NODE = [20, 19];
/** Longer than the broker takes to drain. */
const STOP_GRACE_MS = 28_000;

/** The exit code that shells give to a program ended by a signal. */
const INTERRUPTED = 130;

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
  return run(pinnedNode, ['--conditions=@arc-elements/source', ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
}

/**
 * Runs a program to its end in a process group of its own, so that stopping us stops all of it. Resolves to the exit
 * code.
 * @throws {Interrupted} Somebody stopped us meanwhile; the program has ended by then.
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
      if (killTimer) return;
      signal(name ?? 'SIGTERM');
      killTimer = setTimeout(() => signal('SIGKILL'), STOP_GRACE_MS);
    };
    const forget = whenStopped(stop);
    child.once('error', (error) => {
      forget();
      clearTimeout(killTimer);
      reject(error);
    });
    child.once('exit', (code) => {
      forget();
      clearTimeout(killTimer);
      // Whatever the program left running in its group ends with it.
      if (group) signal('SIGKILL');
      if (killTimer) reject(new Interrupted(code ?? INTERRUPTED));
      else resolve(code ?? INTERRUPTED);
    });
  });
}

/**
 * Calls `stop` when a person or the parent process wants us to end, with the signal's name if there was one; returns
 * what ends the listening. A parent that was killed cannot say so: its channel closes, or the system gives us another
 * parent. The parent that npm gives us is a shell, which outlives an npm that was killed: that one is looked at, too.
 */
export function whenStopped(stop) {
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const orphaned = () => stop();
  for (const name of names) process.on(name, stop);
  process.on('disconnect', orphaned);
  process.channel?.unref();
  const parent = process.ppid;
  const npm = process.env.npm_lifecycle_event === undefined ? undefined : aboveShell(parent);
  const watch = setInterval(() => {
    if (process.ppid !== parent || (npm !== undefined && !isAlive(npm))) orphaned();
  }, 500);
  watch.unref();
  return () => {
    for (const name of names) process.off(name, stop);
    process.off('disconnect', orphaned);
    clearInterval(watch);
  };
}

/** The parent of a process that is a shell. Undefined for any other, and where processes cannot be looked up. */
function aboveShell(pid) {
  try {
    const line =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^\d+ \((.*)\) \S (\d+).*/s, '$2 $1')
        : execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    const [, parent, name] = /^\s*(\d+) (.*)/.exec(line) ?? [];
    return /(^|\/)-?(ba|da|z|k|a)?sh\s*$/.test(name ?? '') ? Number(parent) : undefined;
  } catch {
    return undefined; // neither /proc nor ps, as on Windows
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Somebody stopped us: not a failure, and nothing more is to be done. */
class Interrupted extends Error {
  constructor(exitCode) {
    super('Stopped.');
    this.exitCode = exitCode;
  }
}

/** An outcome that needs a sentence, not a stack. */
export class Failure extends Error {}

/** Runs an entry script: sets the exit code, prints a `Failure` as one line and anything else with its stack. */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof Interrupted)) console.error(error instanceof Failure ? error.message : error);
    process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
  }
}
