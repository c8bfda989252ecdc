import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments, readRecordArguments } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** Checks that the arguments are refused with one line that matches. */
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
    hosts: [],
    origins: [],
    seed: undefined,
    now: undefined,
    imports: [],
    user: undefined,
    webhook: undefined,
    plugWebhook: undefined,
    database: undefined,
    recordedFolder: undefined,
    quirks: false,
    scenarios: [],
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
    [
      0,
      'blue',
      true,
      [
        { path: 'a', choices: {} },
        { path: 'b', choices: {} },
      ],
      Date.UTC(2026, 0, 1),
    ],
  );
  assert.deepEqual(read.webhook, { url: 'http://127.0.0.1:1/', key: 'k' });
});

test('a flag or variable that cannot be used is named', () => {
  refused(() => readArguments(['--port', 'high'], {}), /--port \(ARC_SANDBOX_PORT\)/);
  refused(() => readArguments([], { ARC_SANDBOX_PORT: '70000' }), /ARC_SANDBOX_PORT/);
  refused(() => readArguments([], { ARC_SANDBOX_QUIRKS: 'yes' }), /ARC_SANDBOX_QUIRKS must be 1 or 0, not "yes"/);
  for (const off of ['', '0', 'false'])
    assert.equal(readArguments([], { ARC_SANDBOX_QUIRKS: off }).quirks, false, `"${off}"`);
  refused(() => readArguments(['--now', 'soon'], {}), /--now/);
  for (const now of ['2026-02-30', '+275760-09-13', '1900-01-01', '5']) {
    refused(() => readArguments(['--now', now], {}), /--now .*not/);
  }
  refused(() => readArguments(['--origin', 'partner.example'], {}), /--origin/);
  refused(() => readArguments(['--scenario', 'nonsense'], {}), /--scenario .*foreign-row/);
  refused(() => readArguments(['--host', 'https://a.example'], {}), /--host/);
  refused(() => readArguments(['--webhook', 'http://127.0.0.1:1/'], {}), /--webhook-key/);
  refused(() => readArguments(['--webhook', 'nowhere', '--webhook-key', 'k'], {}), /--webhook /);
  refused(() => readArguments(['--plug-webhook', 'ftp://x/'], {}), /--plug-webhook/);
  refused(() => readArguments(['--plug-webhook', 'http://u:p@x/'], {}), /--plug-webhook.*without user/);
});

test('a flag that does nothing without another is refused, with the one that is missing', () => {
  refused(() => readArguments(['--webhook-key', 'k'], {}), /^--webhook-key .*--webhook URL/);
  refused(() => readArguments([], { ARC_SANDBOX_WEBHOOK_KEY: 'k' }), /^--webhook-key .*ARC_SANDBOX_WEBHOOK_URL/);
  refused(() => readArguments(['--user', 'ada'], {}), /^--user .*--import FILE/);
});

const OUT_OF_RANGE = /^--port \(ARC_SANDBOX_PORT\) must be a number from 0 to 65535, not "/;

for (const [args, wanted] of [
  [['--port', '-1'], OUT_OF_RANGE],
  [['--port=-1'], OUT_OF_RANGE],
  [['--port', '99999'], OUT_OF_RANGE],
  [['--port'], /^--port needs a value$/],
  [['--port', '--seed', '7'], /^--port needs a value$/],
  [['--seed', '7', '--import'], /^--import needs a value$/],
  [['--quirks=yes'], /^--quirks takes no value$/],
  [['--speed', '9'], /^there is no flag --speed; --help lists them$/],
  [['-p', '9'], /^there is no flag -p; --help lists them$/],
  [['serve'], /^"serve" belongs to no flag; --help lists them$/],
  [['--', 'serve'], /^"serve" belongs to no flag/],
] as const)
  test(`${args.join(' ')} is refused in one line of our own`, () => {
    refused(() => readArguments(args, {}), wanted);
  });

test('a value may begin with a hyphen', () => {
  assert.equal(readArguments(['--seed', '-7'], {}).seed, '-7');
  assert.equal(readArguments(['--seed=--x'], {}).seed, '--x');
});

test('what looks like an address and is none is no name either', () => {
  for (const host of ['999.1.1.1', '1.2.3', '127.1', '10'])
    refused(() => readArguments(['--host', host], {}), new RegExp(`--host .*"${host}"`));
});

test('an answer about a file applies to the file before it, and before the first file to all files', () => {
  const { imports } = readArguments(
    ['--time-zone', 'Europe/Berlin', '--import', 'a', '--columns', 'x, y', '--import', 'b', '--values', 'register'],
    {},
  );
  assert.deepEqual(imports, [
    { path: 'a', choices: { 'time-zone': 'Europe/Berlin', columns: 'x, y' } },
    { path: 'b', choices: { 'time-zone': 'Europe/Berlin', 'register-or-interval': 'register' } },
  ]);
});

test('an answer about one file wins over the answer for all files', () => {
  const { imports } = readArguments(['--unit', 'kWh', '--import', 'a', '--unit', 'Wh', '--import', 'b'], {});
  assert.deepEqual(
    imports.map(({ choices }) => choices?.unit),
    ['Wh', 'kWh'],
  );
});

test('an answer about a file is refused when it is given twice or for no file', () => {
  refused(() => readArguments(['--import', 'a', '--unit', 'kWh', '--unit', 'Wh'], {}), /--unit is given twice/);
  refused(() => readArguments(['--meter', '7'], {}), /--meter .*--import FILE/);
});

test('a host is an address to listen on or a name to answer to', () => {
  const read = (args: string[], env = {}) => {
    const { host, hosts } = readArguments(args, env);
    return [host, hosts];
  };
  assert.deepEqual(read(['--host', '0.0.0.0']), ['0.0.0.0', []]);
  assert.deepEqual(read(['--host', 'API.partner.example', '--host', '::1']), ['::1', ['api.partner.example']]);
  assert.deepEqual(read([], { ARC_SANDBOX_HOST: 'a.example,b.example' }), ['127.0.0.1', ['a.example', 'b.example']]);
  refused(() => read(['--host', '0.0.0.0', '--host', '127.0.0.1']), /--host .*two addresses/);
});

test('a recording is asked for by the URL of the platform', () => {
  assert.deepEqual(readRecordArguments(['--upstream', 'https://api.arcadia.com', '--out', 'x', '--port', '0'], {}), {
    upstream: 'https://api.arcadia.com',
    folder: 'x',
    port: 0,
    hosts: [],
  });
  refused(() => readRecordArguments([], {}), /--upstream/);
  refused(() => readRecordArguments(['--upstream', 'api.arcadia.com'], {}), /--upstream must be/);
  for (const upstream of ['http://me:secret@a.example', 'http://a.example/?key=1', 'http://a.example/#x'])
    refused(() => readRecordArguments(['--upstream', upstream], {}), /--upstream must be a base URL/);
  refused(() => readRecordArguments(['--upstream', 'http://a.example', '--db', 'x'], {}), /no flag --db/);
  refused(() => readRecordArguments(['--upstream', 'http://a.example', '--port', '-1'], {}), OUT_OF_RANGE);
  refused(() => readRecordArguments(['--upstream', 'http://a.example', '--out'], {}), /^--out needs a value$/);
});
