/**
 * The toolchain: pnpm from the registry through npx, and the pinned Node from `node_modules`.
 * This file and the three entry scripts run on the machine's own Node; everything else runs on the
 * pinned one.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The package manager, as npx takes it. */
export const PNPM = 'pnpm@12.21.0';
const OLDEST_NODE = [20, 19];
/** Time that a program has to stop. Longer than the broker takes to finish open requests. */
const STOP_GRACE_MS = 28_000;

/** The exit code that shells give to a program ended by a signal. */
const INTERRUPTED = 130;

const stampFile = join(root, 'node_modules/.cache/arc-elements/install');

/** Path of the pinned Node, which the `node` package brings. */
export const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Installs what the lockfile lists, unless exactly that is installed already. */
export async function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Failure(
      `Node ${process.versions.node} is too old: Arc Elements needs ${OLDEST_NODE.join('.')} or newer.`,
    );
  }
  const wanted = installationHash();
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

/** Returns a hash of everything that decides what an installation contains. */
function installationHash() {
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
 * Runs a script on the pinned Node with the TypeScript sources of this checkout; resolves to its
 * exit code. The IPC channel closes when this process is gone, even when it was killed: see {@link
 * whenStopped}.
 */
export function runPinned(args) {
  return run(pinnedNode, ['--conditions=@arc-elements/source', ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
}

/**
 * Runs a program to its end in a process group of its own, so that stopping this process stops
 * all of the group. Resolves to the exit code.
 * @throws {Interrupted} This process was told to stop meanwhile; the program has ended by then.
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
    const stopListening = whenStopped(stop);
    child.once('error', (error) => {
      stopListening();
      clearTimeout(killTimer);
      reject(error);
    });
    child.once('exit', (code) => {
      stopListening();
      clearTimeout(killTimer);
      // Whatever the program left running in its group ends with it.
      if (group) signal('SIGKILL');
      if (killTimer) reject(new Interrupted(code ?? INTERRUPTED));
      else resolve(code ?? INTERRUPTED);
    });
  });
}

/**
 * Calls `stop` on a signal (with its name) and when the parent process is gone. Returns a
 * function that ends the listening. A parent that was killed sends no signal: its IPC channel
 * closes, or the system gives this process another parent. npm starts scripts through a shell,
 * which outlives an npm that was killed: so npm itself is watched too.
 */
export function whenStopped(stop) {
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const orphaned = () => stop();
  for (const name of names) process.on(name, stop);
  process.on('disconnect', orphaned);
  process.channel?.unref();
  const parent = process.ppid;
  const npm = process.env.npm_lifecycle_event === undefined ? undefined : parentOfShell(parent);
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

/**
 * Returns the parent of a shell's process; undefined for any other process, and where processes
 * cannot be listed.
 */
function parentOfShell(pid) {
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

/** Thrown when this process was told to stop: it ends without a message. */
class Interrupted extends Error {
  constructor(exitCode) {
    super('Stopped.');
    this.exitCode = exitCode;
  }
}

/** An error whose message says all: it is printed without a stack. */
export class Failure extends Error {}

/**
 * Returns the arguments of this process.
 * @throws {Failure} One is none of those that there are.
 */
export function argumentsAmong(known) {
  const given = process.argv.slice(2);
  const unknown = given.find((each) => !known.includes(each));
  if (unknown !== undefined)
    throw new Failure(
      `There is no argument "${unknown}": ${known.length > 0 ? known.join(', ') : 'none'} can be given.`,
    );
  return given;
}

/**
 * Runs an entry script: sets the exit code, prints a `Failure` and what `parseArgs` throws as one
 * line, and anything else with its stack.
 */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    const saysAll = error instanceof Failure || error.code?.startsWith('ERR_PARSE_ARGS');
    if (!(error instanceof Interrupted)) console.error(saysAll ? error.message : error);
    process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
  }
}
