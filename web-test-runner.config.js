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

/**
 * The readers of XML and of CSV behind opened files are CommonJS, which a browser cannot load as it
 * is and which bundlers convert. Here their few files are wrapped as modules on their way to the
 * browser.
 */
const commonJs = {
  name: 'common-js',
  transform({ path, body }) {
    if (/\/papaparse(\.min)?\.js$/.test(path) && typeof body === 'string')
      return `const module = { exports: {} }; const exports = module.exports;\n${body}\nexport default module.exports;`;
    if (!/\/(saxes|xmlchars)\/.*\.js$/.test(path) || typeof body !== 'string') return undefined;
    const required = [...new Set([...body.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name))];
    const names = [...new Set([...body.matchAll(/\bexports\.(\w+) =/g)].map(([, name]) => name))];
    return [
      ...required.map((name, i) => `import * as required${i} from '${name}';`),
      `const modules = {${required.map((name, i) => `'${name}': required${i}`).join()}};`,
      'const exports = {}; const require = (name) => modules[name];',
      `(() => {${body}\n})();`,
      ...names.map((name) => `const exported_${name} = exports.${name}; export { exported_${name} as ${name} };`),
    ].join('\n');
  },
};

const WORKER = '/packages/elements/src/meter-file/worker.ts';
let worker;

/**
 * The worker is addressed by the name that it has once it is built; here it is TypeScript still. It
 * is bundled once, as it is for pages: each file that a test opens starts it anew, and a worker
 * loads each of its hundred modules over again.
 */
const workers = {
  name: 'workers',
  async serve({ path }) {
    if (path !== WORKER) return undefined;
    worker ??= build({
      configFile: false,
      logLevel: 'warn',
      resolve: { conditions: ['@arc-elements/source', 'browser', 'development'] },
      build: { write: false, minify: false, rolldownOptions: { input: join(import.meta.dirname, WORKER) } },
    });
    return { body: (await worker).output[0].code, type: 'js' };
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
