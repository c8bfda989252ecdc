import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readArguments, UsageError } from './arguments.ts';
import { readImportFile } from './import-file.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'arc-sandbox-args-'));
});
after(() => rmSync(folder, { recursive: true }));

/** Whether it is refused with one line that fits. */
const refused = (work: () => unknown, wanted: RegExp): void => {
  assert.throws(
    work,
    (error: Error) => error instanceof UsageError && wanted.test(error.message) && !error.message.includes('\n'),
  );
};

test('flags win over the environment, and the environment over the defaults', () => {
  assert.deepEqual(readArguments([], {}), {
    port: 4010,
    host: '127.0.0.1',
    seed: undefined,
    now: undefined,
    imports: [],
    user: undefined,
    webhook: undefined,
    plugWebhook: undefined,
    database: undefined,
    quirks: false,
  });
  const env = {
    ARC_SANDBOX_PORT: '5000',
    ARC_SANDBOX_SEED: 'blue',
    ARC_SANDBOX_QUIRKS: '1',
    ARC_SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:1/',
    ARC_SANDBOX_WEBHOOK_KEY: 'k',
  };
  const read = readArguments(['--port', '0', '--import', 'a', '--import', 'b', '--now', '2026-01-01T00:00:00Z'], env);
  assert.deepEqual(
    [read.port, read.seed, read.quirks, read.imports, read.now],
    [0, 'blue', true, ['a', 'b'], Date.UTC(2026, 0, 1)],
  );
  assert.deepEqual(read.webhook, { url: 'http://127.0.0.1:1/', key: 'k' });
});

test('a flag or variable that cannot be used is named', () => {
  refused(() => readArguments(['--port', 'high'], {}), /--port \(ARC_SANDBOX_PORT\)/);
  refused(() => readArguments([], { ARC_SANDBOX_PORT: '70000' }), /ARC_SANDBOX_PORT/);
  refused(() => readArguments(['--now', 'soon'], {}), /--now/);
  refused(() => readArguments(['--webhook', 'http://127.0.0.1:1/'], {}), /--webhook-key/);
  refused(() => readArguments(['--webhook', 'nowhere', '--webhook-key', 'k'], {}), /--webhook /);
  refused(() => readArguments(['--plug-webhook', 'ftp://x/'], {}), /--plug-webhook/);
  refused(() => readArguments(['--speed', '9'], {}), /--speed/);
  refused(() => readArguments(['--import'], {}), /--import/);
});

test('a file that cannot be imported is named, with what is wrong with it', () => {
  const cases: [string, string | Uint8Array | null, RegExp][] = [
    ['nowhere.json', null, /there is no such file/],
    ['broken.json', '{"readings":[', /it is not valid JSON/],
    ['odd.json', '{"data":[]}', /it is not a Plug interval body/],
    ['none.json', '{"readings":[]}', /it has no readings/],
    ['bad.json', JSON.stringify({ readings: [{ startAt: 'x' }] }), /readings\[0\]/],
    [
      'word.json',
      JSON.stringify({ readings: [{ startAt: '2024-01-01T00:00:00Z', endAt: '2024-01-01T01:00:00Z', kwh: '1' }] }),
      /kwh is not a number/,
    ],
    ['feed.xml', '<feed></feed>', /feed\.xml: ./],
    ['notes.csv', 'dear diary\nnothing happened', /notes\.csv: ./],
    ['empty.csv', '', /it is empty/],
    ['cut.gz', gzipSync('{}').subarray(0, 12), /cut\.gz: ./],
  ];
  for (const [name, content, wanted] of cases) {
    const path = join(folder, name);
    if (content !== null) writeFileSync(path, content);
    refused(() => readImportFile(path), wanted);
    refused(() => readImportFile(path), new RegExp(`^--import .*${name.replace('.', '\\.')}: `));
  }
  refused(() => readImportFile(folder), /it is a folder/);
});
