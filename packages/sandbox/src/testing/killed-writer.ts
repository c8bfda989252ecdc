/**
 * A sandbox that keeps its state in the file of its first argument, and is busy until it is killed.
 * It connects users, named from the number of its second argument on, and deletes every third one.
 * It prints the name of each user that is connected, with `-` before it once that user is deleted:
 * what it printed, it has answered.
 */
import { openSqliteKeeper } from '../node/sqlite-keeper.ts';
import { createHarness } from './harness.ts';

const [path = '', first = '0'] = process.argv.slice(2);
const { sandbox, send } = await createHarness({ keeper: openSqliteKeeper(path) });

for (let i = Number(first); ; i++) {
  const user = `u${i}`;
  const { meterIds } = sandbox.users.connect(user, 'mock-single-elec-multi-meter');
  await send('PATCH', `/plug/meters/${meterIds[0]}`, { isIntervalsProductActive: true });
  await sandbox.clock.advance(5_000);
  process.stdout.write(`${user}\n`);
  if (i % 3 === 0) {
    await send('DELETE', `/users/${user}`);
    process.stdout.write(`-${user}\n`);
  }
}
