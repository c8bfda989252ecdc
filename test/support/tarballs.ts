import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PNPM, root } from '../../scripts/lib/toolchain.js';

/** Packs every published package as it is built now; gives the tarballs' paths by the folder's name in `packages/`. */
export async function packAll(folder: string): Promise<ReadonlyMap<string, string>> {
  // What `npm test` installed with is still there, so nothing is fetched.
  const args = ['--yes', '--prefer-offline', PNPM, '--recursive', '--filter', './packages/*', 'pack'];
  await promisify(execFile)('npx', [...args, '--pack-destination', folder], {
    cwd: root,
    shell: process.platform === 'win32',
  });
  const files = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  return new Map(files.map((file) => [/^arc-elements-(.+)-\d/.exec(file)?.[1] ?? file, join(folder, file)]));
}

/** Unpacks a tarball; gives the folder with its `package.json`. */
export async function unpack(tarball: string, folder: string): Promise<string> {
  await promisify(execFile)('tar', ['-xzf', tarball, '-C', folder]);
  return join(folder, 'package');
}
