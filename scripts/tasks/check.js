/** `npm run check`: format, lint, types and dead code of the whole checkout. `--fix` mends what can be mended. */
import { buildPackages, tools } from '../lib/build.js';
import { main, pinnedNode, run } from '../lib/toolchain.js';

await main(async () => {
  const fix = process.argv.includes('--fix') ? ['--write'] : [];
  const linted = await run(pinnedNode, [...tools.biome, 'check', ...fix, '.']);
  await buildPackages();
  const typed = await run(pinnedNode, [...tools.tsc, '-p', 'tsconfig.json']);
  const alive = await run(pinnedNode, [...tools.knip, '--no-config-hints']);
  return linted || typed || alive;
});
