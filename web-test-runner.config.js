import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { build } from 'vite';

const executablePath = process.env.CHROME_PATH;

/** Leaves the run's counts where `npm test` adds them up. */
const countReporter = {
  stop({ sessions }) {
    if (!process.env.TEST_COUNTS) return;
    const count = { passed: 0, failed: 0, skipped: 0 };
    const visit = ({ suites = [], tests = [] }) => {
      for (const test of tests) count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
      for (const suite of suites) visit(suite);
    };
    for (const session of sessions) {
      if (session.testResults) visit(session.testResults);
      // A file that does not load has no tests to fail.
      if (session.errors?.length) count.failed += 1;
    }
    appendFileSync(process.env.TEST_COUNTS, `${JSON.stringify(count)}\n`);
  },
};

/** Bundles one file for the browser, as it is bundled for pages. */
async function bundled(input, plugins = []) {
  const { output } = await build({
    configFile: false,
    logLevel: 'warn',
    plugins,
    resolve: { conditions: ['@arc-elements/source', 'browser', 'development'] },
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input, preserveEntrySignatures: 'strict' },
    },
  });
  return { body: output[0].code, type: 'js' };
}

/** Libraries behind opened files that are CommonJS, which no browser can load, with what we import of them. */
const LIBRARIES = {
  papaparse: "export { default } from 'papaparse';",
  saxes: "export { SaxesParser } from 'saxes';",
};

const commonJs = {
  name: 'common-js',
  resolveImport: ({ source }) => (source in LIBRARIES ? `/common-js/${source}.js` : undefined),
  serve({ path }) {
    const name = /^\/common-js\/(\w+)\.js$/.exec(path)?.[1];
    if (name === undefined) return undefined;
    // In the folder of the package that depends on them, from where they are found.
    const entry = join(import.meta.dirname, `packages/intervals/src/${name}.js`);
    return bundled(entry, [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? LIBRARIES[name] : undefined),
      },
    ]);
  },
};

const WORKER = '/packages/elements/src/meter-file/worker.ts';
let worker;

/**
 * The worker is addressed by the name that it has once it is built; here it is TypeScript still. It
 * is bundled once: each file that a test opens starts it anew, and a worker loads each of its
 * hundred modules over again.
 */
const workers = {
  name: 'workers',
  serve({ path }) {
    if (path !== WORKER) return undefined;
    worker ??= bundled(join(import.meta.dirname, WORKER));
    return worker;
  },
  transform({ path, body }) {
    if (!/\/meter-file\/background\.ts$/.test(path) || typeof body !== 'string') return undefined;
    return body.replace(/new URL\("\.\/worker\.js"/, 'new URL("./worker.ts"');
  },
};

/** Element tests: real components in a real browser. `npm test` finds the browser and sets CHROME_PATH. */
export default {
  rootDir: import.meta.dirname,
  files: ['packages/elements/src/**/*.test.ts', '!packages/elements/src/**/*.node.test.ts'],
  nodeResolve: {
    exportConditions: ['@arc-elements/source', 'browser', 'development'],
    extensions: ['.ts', '.mjs', '.js'],
  },
  plugins: [commonJs, esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.base.json' }), workers],
  // A second file would run in a tab behind the first, where the browser draws no frames: no resize observation, no
  // transition, no requestAnimationFrame. Emulated focus wakes such a tab in most runs, but not in all.
  concurrency: 1,
  // Said once per file by Lit's development build, which is the one that warns of mistakes.
  filterBrowserLogs: ({ args }) => !args.some((arg) => String(arg).startsWith('Lit is in dev mode')),
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countReporter],
  browsers: [
    chromeLauncher({
      launchOptions: {
        ...(executablePath ? { executablePath } : {}),
        // A zone that is nobody's meter: a test that leans on the browser's own zone fails.
        env: { ...process.env, TZ: 'Pacific/Chatham' },
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  ],
  testFramework: { config: { timeout: 20_000 } },
};
