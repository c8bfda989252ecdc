/**
 * `npm run check`: format, lint, types, dead code, import rules and lengths of the whole
 * checkout. `--fix` corrects format and lint where that is possible.
 */
import { buildPackages } from '../lib/build.js';
import { CHECKS } from '../lib/checks.js';
import { argumentsAmong, main } from '../lib/toolchain.js';

await main(async () => {
  const fix = argumentsAmong(['--fix']).includes('--fix');
  await buildPackages();
  const codes = [];
  for (const { run } of CHECKS) codes.push(await run({ fix }));
  return Math.max(...codes);
});
