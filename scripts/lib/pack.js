/** Packs the published packages as tarballs, and lists what an installation of each adds. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PNPM, root } from './toolchain.js';

/**
 * Packs every published package; the packages must have been built.
 * @returns {Promise<ReadonlyMap<string, string>>} Paths of the tarballs by folder in `packages/`.
 */
export async function packAll(folder) {
  await pnpm('--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  return new Map(files.map((file) => [/^arc-elements-(.+)-\d/.exec(file)?.[1] ?? file, join(folder, file)]));
}

/**
 * Unpacks a tarball.
 * @returns {Promise<string>} The folder with its `package.json`.
 */
export async function unpack(tarball, folder) {
  await promisify(execFile)('tar', ['-xzf', tarball, '-C', folder]);
  return join(folder, 'package');
}

/**
 * Writes a bill of materials (CycloneDX 1.6) for every published package: everything that
 * installing it adds.
 * @returns {Promise<ReadonlyMap<string, string>>} Paths of the bills by folder in `packages/`.
 */
export async function writeBills(folder) {
  const options = ['--prod', '--exclude-peers', '--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6'];
  await pnpm('sbom', '--filter', './packages/*', '--split', ...options, '--out', join(folder, '%s.cdx.json'));
  const files = await readdir(folder);
  return new Map(files.map((file) => [/^arc-elements-(.+)\.cdx/.exec(file)?.[1] ?? file, join(folder, file)]));
}

/** Runs the pinned pnpm in this checkout, from npm's cache if it is there. */
function pnpm(...args) {
  return promisify(execFile)('npx', ['--yes', '--prefer-offline', PNPM, ...args], {
    cwd: root,
    shell: process.platform === 'win32',
  });
}
