/** `npm start`: installs what is missing, then runs sandbox, broker and demo until stopped. */
import { ensureInstalled, main, runPinned } from './lib/toolchain.js';

await main(async () => {
  await ensureInstalled();
  return runPinned(['scripts/tasks/start.js', ...process.argv.slice(2)]);
});
