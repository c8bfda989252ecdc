import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { build } from 'vite';
import { createRandom } from '../engine/random.ts';
import { openSqliteKeeper } from './index.ts';

/** A hundred points in all. A file is used by several sandboxes, each of which is killed. */
const FILES = 10;
const KILLS_OF_A_FILE = 10;
const METERS_OF_A_USER = 3;
const WRITER = join(import.meta.dirname, '../testing/killed-writer.ts');

let folder = '';
let writer = '';
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'arc-sandbox-killed-'));
  // One file of JavaScript, because most of the time of a hundred short runs is that of loading.
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@arc-elements/source'] },
    ssr: { noExternal: true },
    build: { ssr: WRITER, outDir: folder, rolldownOptions: { output: { entryFileNames: 'writer.mjs' } } },
  });
  writer = join(folder, 'writer.mjs');
});
after(() => rmSync(folder, { recursive: true }));

/** Starts the writer, kills it `delayMs` after its `lines`th line, and returns the lines that it printed. */
async function killed(path: string, first: number, lines: number, delayMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, path, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const printed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    if (printed.length === lines) void setTimeout(delayMs).then(() => child.kill('SIGKILL'));
  }
  const [code, signal] = await exit;
  assert.equal(signal, 'SIGKILL', `the writer ended by itself with ${code}`);
  return printed;
}

/** Reads the records of a file, by collection. */
function recordsIn(path: string): (collection: string) => Readonly<Record<string, unknown>>[] {
  const keeper = openSqliteKeeper(path);
  const { records } = keeper.load() ?? assert.fail('the file has no state');
  keeper.close();
  return (name) => records.filter(({ collection }) => collection === name).map(({ record }) => ({ ...record }));
}

test('a sandbox killed at any point keeps all that it answered, and half of nothing', async () => {
  const random = createRandom('killed');
  for (let file = 0; file < FILES; file++) {
    const path = join(folder, `${file}.db`);
    const kept = new Set<string>();
    const deleted = new Set<string>();
    let next = 0;
    for (let kill = 0; kill < KILLS_OF_A_FILE; kill++) {
      const printed = await killed(path, next, random.integer(1, 6), random.integer(0, 20));
      for (const line of printed) {
        if (line.startsWith('-')) deleted.add(line.slice(1));
        // The others may be deleted by a writer that is killed before it can say so.
        else if (Number(line.slice(1)) % 3 !== 0) kept.add(line);
      }

      const records = recordsIn(path);
      const users = new Set(records('users').map(({ id }) => String(id)));
      // The last one may be there although the writer was killed before it could say so.
      next = 1 + Math.max(...[...users, ...printed].map((name) => Number(name.replace(/\D+/, ''))));
      for (const user of kept) assert.ok(users.has(user), `${user} is lost`);
      for (const user of deleted) assert.ok(!users.has(user), `${user} is back`);

      const userOfCredential = new Map(records('credentials').map(({ id, user }) => [id, String(user)]));
      const userOfAccount = new Map(
        records('accounts').map(({ id, credentialId }) => [id, userOfCredential.get(credentialId) ?? '']),
      );
      const meters = Map.groupBy(records('meters'), ({ accountId }) => userOfAccount.get(accountId) ?? '');
      for (const user of [...userOfCredential.values(), ...userOfAccount.values(), ...meters.keys()]) {
        assert.ok(users.has(user), `what belongs to "${user}" is there without that user`);
      }
      for (const user of users) assert.equal(meters.get(user)?.length, METERS_OF_A_USER, `all meters of ${user}`);
    }
  }
});
