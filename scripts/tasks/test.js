/**
 * `npm test` runs every check and test and adds up the results; `npm test -- unit elements` runs
 * these parts only. `--install` allows it to install the Debian packages that tests need with
 * sudo; for root they are always installed. The last line is `N passed, N failed`; a step that cannot run
 * counts as one failure.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundles, buildDemo, buildPackages, tools } from '../lib/build.js';
import { CHECKS } from '../lib/checks.js';
import { findChromium, findEngines, findNginx, findRedis, findValkey, INSTALL } from '../lib/programs.js';
import { Failure, main, pinnedNode, root, run } from '../lib/toolchain.js';

/**
 * The machine's time zone while tests run. Its offset of 12:45 hours is rare, so that tests that
 * depend on it fail.
 */
const ZONE = 'Pacific/Chatham';
/** Another zone for tests of calendars, on the other hemisphere and the other side of UTC. */
const CALENDAR_ZONE = 'America/Los_Angeles';

/**
 * Tests that run in both. Of the excluded ones the first starts programs in several zones by itself,
 * and the others try random values for as long as all the rest takes.
 */
const INTERVALS = 'packages/intervals/src/**/!(machine-zone|laws|round-trips|robust).test.ts';

const PRELOADED = ['fixed-seed', 'no-leftovers'].flatMap((name) => ['--import', `./scripts/lib/${name}.js`]);
/** Time limit of a test. */
const TEST_TIMEOUT_MS = 300_000;

const temporary = mkdtempSync(join(tmpdir(), 'arc-elements-test-'));
/** Test files and the programs that they start load much the same modules: each is compiled once. */
const COMPILED = join(temporary, 'compiled');
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
/** A line for each step with its duration in seconds. */
const times = [];
let began = performance.now();

const PARTS = {
  async site() {
    // The site must build in a new checkout, where no package is built yet, because `npm start`
    // builds it there.
    await step('site', async () => {
      await buildBundles();
      await buildDemo();
      return 0;
    });
  },
  async check() {
    await packagesStep();
    for (const { name, run } of CHECKS) await step(name, run);
  },
  async unit() {
    // Elements are tested in a browser, except for modules without markup (`*.node.test.ts`).
    const inNode = ['packages/!(elements)/src/**/*.test.ts', 'packages/elements/src/**/*.node.test.ts'];
    await nodeTests('unit tests', [...inNode, 'demo/**/*.test.ts'], { TZ: ZONE });
    await nodeTests(`interval tests in ${CALENDAR_ZONE}`, INTERVALS, { TZ: CALENDAR_ZONE });
  },
  async elements() {
    await countedStep('element tests', (env) =>
      run(pinnedNode, tools.wtr, { env: { ...env, CHROME_PATH: chromium() } }),
    );
  },
  async e2e() {
    await buildsStep();
    const nginx = findNginx();
    const environment = { TZ: ZONE, CHROME_PATH: chromium(), ...engines(), ...(nginx && { NGINX_PATH: nginx }) };
    // Two files at a time on any machine: each starts a browser and servers of its own.
    await nodeTests('end-to-end tests', 'test/*.test.ts', environment, 2);
  },
};

const packagesStep = () =>
  step('packages', async () => {
    await buildPackages();
    return 0;
  });

const buildsStep = () =>
  step('builds', async () => {
    await buildPackages();
    await buildBundles();
    await buildDemo();
    return 0;
  });

/** Parts that run only when they are named. */
const EXTRA = {
  /** The test of `e2e` in Firefox and WebKit; missing browsers are installed. */
  async engines() {
    const environment = { TZ: ZONE, ...engines({ install: true }) };
    await buildsStep();
    await nodeTests('Firefox and WebKit', 'test/engines.test.ts', environment);
  },
  /** Small apps in other frameworks, with the packed packages. Downloads the frameworks. */
  async frameworks() {
    await buildsStep();
    await nodeTests('frameworks', 'test/frameworks/*.test.ts', { TZ: ZONE, CHROME_PATH: chromium() });
  },
  /** The broker's core in Node, Bun, Deno and workerd; `e2e` tests it too. */
  async runtimes() {
    await packagesStep();
    await nodeTests('runtimes', 'test/runtimes.test.ts', { TZ: ZONE });
  },
};

function engines(options) {
  const { firefox, webkit } = findEngines(options);
  return { ...(firefox && { FIREFOX_PATH: firefox }), ...(webkit && { WEBKIT_DRIVER_PATH: webkit }) };
}

let browser;
function chromium() {
  browser ??= findChromium();
  return browser;
}

async function step(name, body) {
  heading(name);
  let ok = false;
  try {
    ok = (await body()) === 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
  }
  addResult(name, ok ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
}

/**
 * Runs a test program that writes its counts to a file. No counts, or an exit code other than 0
 * without a failed test, count as one failure.
 */
async function countedStep(name, body) {
  heading(name);
  const file = join(temporary, `${failures.length}-${total.passed}-${name.replaceAll(/\W+/g, '-')}`);
  const code = await body({ ...process.env, TEST_COUNTS: file });
  const result = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const part = JSON.parse(line);
      for (const key of Object.keys(result)) result[key] += part[key];
    }
  } catch (error) {
    console.error(`${name} left no counts: ${error.message}`);
    result.failed += 1;
  }
  if (code !== 0 && result.failed === 0) result.failed = 1;
  addResult(name, result);
}

/** Runs one test file more at a time than there are cores, because many of them often wait. */
function nodeTests(name, pattern, environment, concurrency = availableParallelism() + 1) {
  const files = globSync(pattern, { cwd: root, exclude: (path) => path.includes('node_modules') }).sort();
  if (files.length === 0) throw new Failure(`No test file matches ${pattern}.`);
  const reporters = [
    `--test-reporter=${process.env.TEST_REPORTER ?? 'dot'}`,
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/lib/count-reporter.js',
    '--test-reporter-destination=stderr',
  ];
  const redis = findRedis();
  const valkey = findValkey();
  return countedStep(name, (env) =>
    run(
      pinnedNode,
      [
        '--conditions=@arc-elements/source',
        ...PRELOADED,
        '--test',
        `--test-timeout=${TEST_TIMEOUT_MS}`,
        `--test-concurrency=${concurrency}`,
        ...(process.env.UPDATE_SNAPSHOTS ? ['--test-update-snapshots'] : []),
        ...reporters,
        ...files,
      ],
      {
        env: {
          ...env,
          NODE_COMPILE_CACHE: COMPILED,
          ...environment,
          ...(redis && { REDIS_SERVER_PATH: redis }),
          ...(valkey && { VALKEY_SERVER_PATH: valkey }),
        },
      },
    ),
  );
}

function heading(name) {
  console.log(`\n— ${name}`);
  began = performance.now();
}

function addResult(name, result) {
  times.push(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${name}`);
  for (const key of Object.keys(total)) total[key] += result[key];
  if (result.failed > 0) failures.push(`${name}: ${result.failed} failed`);
}

await main(async () => {
  const asked = process.argv.slice(2).filter((argument) => argument !== INSTALL);
  const all = { ...PARTS, ...EXTRA };
  const unknown = asked.find((part) => !Object.hasOwn(all, part));
  if (unknown) throw new Failure(`There is no part "${unknown}"; there are ${Object.keys(all).join(', ')}.`);
  try {
    for (const [name, part] of Object.entries(all)) {
      if (asked.length === 0 ? name in PARTS : asked.includes(name)) await part();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    addResult('the run', { passed: 0, failed: 1, skipped: 0 });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  console.log(`\n${times.join('\n')}`);
  if (failures.length > 0) console.log(`\n${failures.join('\n')}`);
  if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});
