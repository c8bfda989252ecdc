/**
 * `npm run check`: format, lint, types, dead code, import rules and lengths of the whole
 * checkout. `--fix` corrects format and lint where that is possible.
 */
import { CHECKS } from '../lib/checks.js';
import { argumentsAmong, Failure, main } from '../lib/toolchain.js';

await main(async () => {
  const fix = argumentsAmong(['--fix']).includes('--fix');
  const failed = [];
  for (const { name, needs, run } of CHECKS) {
    if (failed.includes(needs)) console.error(`${name}: not checked before ${needs} pass.`);
    else if ((await run({ fix })) !== 0) failed.push(name);
  }
  if (failed.length > 0) throw new Failure(`Failed: ${failed.join(', ')}.`);
  return 0;
});
