/** A `node:test` reporter that leaves the run's counts in the file TEST_COUNTS names, for `npm test` to add up. */
import { appendFileSync } from 'node:fs';

export default async function* countReporter(source) {
  for await (const event of source) {
    // Without a file the event speaks of the whole run, not of one test file.
    if (event.type === 'test:summary' && event.data.file === undefined) {
      const { passed, failed, cancelled, skipped, todo } = event.data.counts;
      appendFileSync(
        process.env.TEST_COUNTS,
        `${JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo })}\n`,
      );
    }
  }
  yield '';
}
