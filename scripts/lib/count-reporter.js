/**
 * A `node:test` reporter that appends the run's counts to the file `TEST_COUNTS`, where `npm test`
 * adds them up, and lists skipped tests with the reason of each.
 */
import { appendFileSync } from 'node:fs';

export default async function* countReporter(source) {
  const skipped = [];
  for await (const event of source) {
    const { name, skip } = event.data ?? {};
    if (event.type === 'test:pass' && typeof skip === 'string') skipped.push(`\n${name}, skipped: ${skip}`);
    // A summary without a file counts the whole run, not one test file.
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
