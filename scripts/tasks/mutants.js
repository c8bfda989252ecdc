/**
 * `npm run mutants -- PACKAGE [--files GLOB] [--count N] [--seed N]`: makes small changes to the
 * sources of a package, one at a time, and lists those under which every test of the package still
 * passes. Write a test for each, or delete the code. `--files` names folders in the package's `src`:
 * `{.,!(node)/**}` are all but one, `.` is `src` without its folders. `--count` changes are drawn at
 * random by `--seed`; `--count all` tries each. Files stay as they are: tests load the changed text.
 */
import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { mutationsOf } from '../lib/mutations.js';
import { findRedis } from '../lib/programs.js';
import { Failure, main, pinnedNode, root } from '../lib/toolchain.js';

/** Time limit of a test beyond three times its usual duration: a change may make a loop endless. */
const EXTRA_TIME_MS = 10_000;
const redis = findRedis();
const PACKAGES = ['models', 'intervals', 'client', 'broker', 'sandbox'];
const UNPUBLISHED = /\.test(-d)?\.ts$|\/testing\//;

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      files: { type: 'string', default: '**' },
      count: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [name, extra] = positionals;
  if (!PACKAGES.includes(name)) throw new Failure(`npm run mutants -- ${PACKAGES.join(' | ')}`);
  if (extra !== undefined) throw new Failure(`"${extra}" is too much: the changes are of one package.`);
  if (values.files.includes('..')) throw new Failure('--files names folders in the src of the package.');
  if (!/^([1-9]\d*|all)$/.test(values.count)) throw new Failure('--count must be 1 or more, or all.');
  if (!/^\d+$/.test(values.seed)) throw new Failure('--seed must be a whole number.');
  const folder = join(root, 'packages', name, 'src');
  const files = globSync(`${values.files}/*.ts`, { cwd: folder }).filter((file) => !UNPUBLISHED.test(`/${file}`));
  const all = files.sort().flatMap((file) => changesOf(join(folder, file)));
  if (all.length === 0) throw new Failure(`There is nothing to change in ${values.files} of ${name}.`);
  const drawn = values.count === 'all' ? all : draw(all, Number(values.count), Number(values.seed));

  console.log(`${drawn.length} of ${all.length} changes. Measuring which code each test runs…`);
  const tests = await inParallel(globSync('**/*.test.ts', { cwd: folder }).sort(), (file) =>
    measure(join(folder, file)),
  );
  let survived = 0;
  await inParallel(drawn, async (change) => {
    if (await isNoticed(change, tests)) return;
    survived += 1;
    console.log(`${relative(root, change.file)}:${change.line}  ${change.before}  →  ${change.text || '(nothing)'}`);
  });
  const noticed = drawn.length - survived;
  console.log(`${noticed} of ${drawn.length} noticed, ${Math.round((100 * noticed) / drawn.length)} %`);
  return 0;
});

function changesOf(file) {
  const source = readFileSync(file, 'utf8');
  return mutationsOf(file, source).map((change) => ({
    ...change,
    file,
    url: pathToFileURL(file).href,
    line: source.slice(0, change.start).split('\n').length,
    before: source.slice(change.start, change.end).replaceAll(/\s+/g, ' ').slice(0, 60),
  }));
}

/** Returns random items, the same ones for the same seed (a linear congruential generator). */
function draw(items, count, seed) {
  let state = seed;
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ item }) => item);
}

/**
 * Runs a test file without a change and returns its duration and the V8 coverage of each source
 * file.
 */
async function measure(file) {
  const coverage = mkdtempSync(join(tmpdir(), 'arc-elements-coverage-'));
  const began = performance.now();
  const code = await runTest(file, { NODE_V8_COVERAGE: coverage }, 300_000);
  const ms = performance.now() - began;
  const runs = new Map();
  for (const report of readdirSync(coverage)) {
    for (const { url, functions } of JSON.parse(readFileSync(join(coverage, report), 'utf8')).result) {
      if (url.startsWith('file:')) runs.set(url, [...(runs.get(url) ?? []), functions]);
    }
  }
  rmSync(coverage, { recursive: true });
  if (code !== 0) throw new Failure(`${relative(root, file)} fails without any change.`);
  return { file, ms, runs };
}

/**
 * Returns true if the test runs the code at this place: the innermost coverage range around it has
 * a count.
 */
function isRunBy({ url, start }, { runs }) {
  return (runs.get(url) ?? []).some((functions) => {
    const around = functions
      .flatMap(({ ranges }) => ranges)
      .filter((range) => range.startOffset <= start && start < range.endOffset)
      .sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
    return (around[0]?.count ?? 0) > 0;
  });
}

/**
 * Returns true if a test fails under the change. The test beside the changed file runs first, then
 * the fastest ones.
 */
async function isNoticed(change, tests) {
  const { file, url, start, end, text } = change;
  const beside = file.replace(/\.ts$/, '.test.ts');
  const order = (a, b) => Number(b.file === beside) - Number(a.file === beside) || a.ms - b.ms;
  for (const test of tests.filter((each) => isRunBy(change, each)).sort(order)) {
    const changed = { ARC_MUTATION: JSON.stringify({ url, start, end, text }) };
    if ((await runTest(test.file, changed, 3 * test.ms + EXTRA_TIME_MS)) !== 0) return true;
  }
  return false;
}

/** Runs a test file and resolves to its exit code; a test that takes too long fails. */
function runTest(file, environment, timeoutMs) {
  const hook = environment.ARC_MUTATION === undefined ? [] : ['--import', join(root, 'scripts/lib/mutated-source.js')];
  const options = ['--conditions=@arc-elements/source', '--import', join(root, 'scripts/lib/fixed-seed.js'), ...hook];
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, ['--test-reporter=dot', file], {
      cwd: root,
      stdio: 'ignore',
      // Programs that a test starts load the changed file too.
      env: {
        ...process.env,
        ...(redis && { REDIS_SERVER_PATH: redis }),
        ...environment,
        NODE_OPTIONS: options.join(' '),
      },
      timeout: Math.ceil(timeoutMs),
      killSignal: 'SIGKILL',
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function inParallel(items, body) {
  const results = [];
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) results[index] = await body(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}
