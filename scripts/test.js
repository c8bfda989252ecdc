/**
 * `npm test`: installs what is missing (a browser too, for root or with `--install`), then runs
 * checks and all tests.
 */
import { ensureInstalled, main, runPinned } from './lib/toolchain.js';

await main(async () => {
  await ensureInstalled();
  return runPinned(['scripts/tasks/test.js', ...process.argv.slice(2)]);
});
