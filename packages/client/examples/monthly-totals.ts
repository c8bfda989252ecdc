/**
 * A job on a partner's server: prints the energy of each user by month, from the platform.
 *
 *   ARC_CLIENT_ID=… ARC_CLIENT_SECRET=… node monthly-totals.ts user-1 user-2
 *
 * ARC_API_URL is another address, such as a sandbox's (http://127.0.0.1:4010, id and secret 001).
 */
import { fileURLToPath } from 'node:url';
import { type ArcClient, createPlatformClient } from '@arc-elements/client';
import { totalsByLocalMonth } from '@arc-elements/intervals';
import { canReadIntervals, isArcError } from '@arc-elements/models';

/** Prints a line per meter and month. Goes on after a user who fails; returns how many failed. */
export async function monthlyTotals(client: ArcClient, users: readonly string[], print: (line: string) => void) {
  let failed = 0;
  for (const user of users) {
    try {
      const credentials = await client.credentials.list({ user });
      const meters = await client.meters.list({ credentialIds: credentials.value.map(({ id }) => id) });
      if (meters.value.length === 0) print(`${user}\tno meters`);
      for (const meter of meters.value) {
        if (!canReadIntervals(meter)) {
          print(`${user}\t${meter.id}\tno intervals: ${meter.statusText ?? 'no status'}`);
          continue;
        }
        const { series, receipt } = await client.intervals.normalized(meter.id);
        for (const { month, importKwh } of totalsByLocalMonth(series)) {
          print(`${user}\t${meter.id}\t${month}\t${importKwh === null ? '-' : importKwh.toFixed(1)} kWh`);
        }
        // Without the coverage, a partial total looks like a whole one.
        print(`${user}\t${meter.id}\tcoverage ${(receipt.coverage * 100).toFixed(1)} %`);
      }
    } catch (error) {
      if (!isArcError(error)) throw error;
      failed++;
      print(`${user}\tfailed: ${error.code}: ${error.message}`);
    }
  }
  return failed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { ARC_API_URL, ARC_CLIENT_ID, ARC_CLIENT_SECRET } = process.env;
  const users = process.argv.slice(2);
  if (!ARC_CLIENT_ID || !ARC_CLIENT_SECRET || users.length === 0) {
    console.error('Set ARC_CLIENT_ID and ARC_CLIENT_SECRET, and name at least one user.');
    process.exit(2);
  }
  const client = createPlatformClient({
    ...(ARC_API_URL === undefined ? {} : { apiUrl: ARC_API_URL }),
    clientId: ARC_CLIENT_ID,
    clientSecret: ARC_CLIENT_SECRET,
  });
  // biome-ignore lint/suspicious/noConsole: a command prints.
  process.exitCode = (await monthlyTotals(client, users, console.log)) === 0 ? 0 : 1;
}
