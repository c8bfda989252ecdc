/**
 * Checks the packed packages as users get them: installed into a new folder outside of this
 * checkout.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Failure, PNPM } from './toolchain.js';

const execute = promisify(execFile);
/**
 * The Node that `npm run` was started with. A package that needs a newer one is checked on the
 * pinned Node.
 */
const userNode = process.env.npm_node_execpath || process.execPath;
/** The environment without options for the Node of this checkout. */
const { NODE_OPTIONS: _, ...env } = process.env;

/**
 * Installs the tarballs, imports every entry, runs every command with --help, and fetches each
 * file of the script tag.
 * @param {ReadonlyMap<string, string>} tarballs Their paths by folder in `packages/`.
 * @returns {Promise<string[]>} One line for each package and for the script tag: what was checked.
 * @throws {Failure} One of these steps fails.
 */
export async function checkInFreshFolder(tarballs) {
  const folder = await mkdtemp(join(tmpdir(), 'arc-elements-fresh-'));
  try {
    await install(folder, tarballs);
    const { stdout } = await execute(userNode, ['--version']);
    const version = stdout.trim().slice(1);
    const done = [];
    for (const name of [...tarballs.keys()].sort()) done.push(await checkPackage(folder, name, version));
    done.push(await checkScriptTag(join(folder, 'node_modules/@arc-elements/elements')));
    return done;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Installs our packages from the tarballs, also where they depend on each other, and all others
 * from the registry.
 */
async function install(folder, tarballs) {
  const ours = Object.fromEntries([...tarballs].map(([name, path]) => [`@arc-elements/${name}`, `file:${path}`]));
  const manifest = { name: 'fresh', private: true, type: 'module', dependencies: { ...ours, react: '>=18' } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const overrides = Object.entries(ours).map(([name, path]) => `  ${JSON.stringify(name)}: ${JSON.stringify(path)}`);
  await writeFile(join(folder, 'pnpm-workspace.yaml'), `overrides:\n${overrides.join('\n')}\n`);
  await outputOf(
    'Installing the tarballs',
    'npx',
    ['--yes', '--prefer-offline', PNPM, 'install', '--prefer-offline'],
    folder,
  );
}

async function checkPackage(folder, name, version) {
  const home = join(folder, 'node_modules/@arc-elements', name);
  const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  const oldest = manifest.engines?.node;
  const tooOld = oldest !== undefined && !satisfies(version, oldest);
  const node = tooOld ? process.execPath : userNode;
  const entries = Object.entries(manifest.exports).filter(([, target]) => typeof target !== 'string');
  const specifiers = entries.map(([path]) => `${manifest.name}${path.slice(1)}`);
  const script = specifiers.map((entry) => `await import(${JSON.stringify(entry)});`).join('\n');
  await outputOf(`Importing ${manifest.name}`, node, ['--input-type=module', '--eval', script], folder);
  const commands = Object.entries(manifest.bin ?? {});
  for (const [command, file] of commands) {
    const help = await outputOf(`${command} --help`, node, [join(home, file), '--help'], folder);
    if (!help.includes(command)) throw new Failure(`${command} --help does not name its command:\n${help}`);
  }
  const ran = commands.map(([command]) => `, ${command} --help`).join('');
  const on = tooOld ? `${process.versions.node}, as it needs ${oldest}` : version;
  return `${manifest.name}: ${specifiers.length} imported${ran}; Node ${on}`;
}

/** Serves the script-tag bundles, fetches each file as a browser would, and compares its hash. */
async function checkScriptTag(home) {
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  const cdn = join(home, 'dist/cdn');
  const others = (await readdir(cdn)).filter((name) => name !== version && name !== 'latest.html');
  if (others.length > 0) {
    throw new Failure(
      `dist/cdn has files of other versions, which would be in the package: ${others.join(', ')}. ` +
        'Release from a clean checkout, or delete them.',
    );
  }
  const server = createServer(async (request, response) => {
    const body = await readFile(join(cdn, new URL(request.url, 'http://localhost').pathname)).catch(() => null);
    response.writeHead(body === null ? 404 : 200).end(body ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const fetched = async (path) => {
      const answer = await fetch(`http://127.0.0.1:${server.address().port}/${path}`);
      if (!answer.ok) throw new Failure(`The package has no dist/cdn/${path}.`);
      return Buffer.from(await answer.arrayBuffer());
    };
    const integrity = JSON.parse(await fetched(`${version}/integrity.json`));
    for (const [file, hash] of Object.entries(integrity)) {
      const digest = createHash('sha384')
        .update(await fetched(`${version}/${file}`))
        .digest('base64');
      if (hash !== `sha384-${digest}`)
        throw new Failure(`dist/cdn/${version}/${file} does not have the hash in integrity.json.`);
    }
    const page = String(await fetched('latest.html'));
    if (!page.includes(`/${version}/arc-elements.js`)) throw new Failure(`latest.html does not name ${version}.`);
    for (const file of ['THIRD-PARTY-NOTICES.txt', 'sbom.cdx.json']) await fetched(`${version}/${file}`);
    return `script tag ${version}: ${Object.keys(integrity).length} scripts with the hashes in integrity.json`;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Returns true if a version is in a range that is written as `>=22.19`. */
function satisfies(version, range) {
  const numbers = (text) => text.replace(/^>=/, '').split('.').map(Number);
  const [have, want] = [numbers(version), numbers(range)];
  const i = want.findIndex((part, index) => part !== have[index]);
  return i === -1 || have[i] > want[i];
}

/**
 * Runs a program in a folder and returns its output. @throws {Failure} It failed; `what` begins the
 * message.
 */
async function outputOf(what, command, args, cwd) {
  const shell = process.platform === 'win32' && command === 'npx';
  try {
    const { stdout } = await execute(command, args, { cwd, env, shell, maxBuffer: 1e8 });
    return stdout;
  } catch (error) {
    throw new Failure(`${what} failed in a new folder:\n${error.stdout}\n${error.stderr}`, { cause: error });
  }
}
