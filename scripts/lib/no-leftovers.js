/**
 * Loaded before every test file (`--import`): a file that leaves a server, a socket or a timer
 * behind when its tests are done is a failure with a name, instead of a run that never ends.
 */
import { after } from 'node:test';

const GRACE_MS = 15_000;

// The process that runs the files loads this too, and waits for them by right.
if (process.env.NODE_TEST_CONTEXT !== undefined) {
  after(() => {
    setTimeout(() => {
      console.error(`Left open: ${process.getActiveResourcesInfo().join(', ')}`);
      process.exit(1);
    }, GRACE_MS).unref();
  });
}
