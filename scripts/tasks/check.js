/**
 * `npm run check`: format, lint, types, dead code, import rules and lengths of the whole
 * checkout. `--fix` corrects format and lint where that is possible.
 */
import { buildPackages } from '../lib/build.js';
import { CHECKS } from '../lib/checks.js';
import { main } from '../lib/toolchain.js';

await main(async () => {
  await buildPackages();
  const codes = [];
  for (const { run } of CHECKS) codes.push(await run({ fix: process.argv.includes('--fix') }));
  return Math.max(...codes);
});
