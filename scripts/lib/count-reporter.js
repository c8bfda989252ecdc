/**
 * A `node:test` reporter that leaves the run's counts in the file TEST_COUNTS names, for `npm test`
 * to add up, and says at the end what was skipped and why.
 */
import { appendFileSync } from 'node:fs';

export default async function* countReporter(source) {
  const skipped = [];
  for await (const event of source) {
    const { name, skip } = event.data ?? {};
    if (event.type === 'test:pass' && typeof skip === 'string') skipped.push(`\n${name}, skipped: ${skip}`);
    // Without a file the event speaks of the whole run, not of one test file.
    if (event.type === 'test:summary' && event.data.file === undefined) {
      const { passed, failed, cancelled, skipped, todo } = event.data.counts;
      appendFileSync(
        process.env.TEST_COUNTS,
        `${JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo })}\n`,
      );
    }
  }
  yield `${skipped.join('')}\n`;
}
