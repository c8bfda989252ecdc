/**
 * Loaded before every test file (`--import`): a file that leaves a server, a socket or a timer open
 * after its tests fails with a message that names it. Without this the run would never end.
 */
import { after } from 'node:test';

const GRACE_MS = 15_000;

// The process that starts the test files loads this module too; it has to stay alive until they
// end.
if (process.env.NODE_TEST_CONTEXT !== undefined) {
  after(() => {
    setTimeout(() => {
      console.error(`Left open: ${process.getActiveResourcesInfo().join(', ')}`);
      process.exit(1);
    }, GRACE_MS).unref();
  });
}
