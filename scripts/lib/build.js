/**
 * Builds shared by start, tests and packaging. Bundles and demo are built only after a change of
 * their inputs.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { BUNDLES } from './bundles.js';
import { Failure, pinnedNode, root, run } from './toolchain.js';

const bin = (name) => join(root, 'node_modules', name);
const SOURCES = [
  'packages/{models,intervals,client,elements}/{src/**/*,package.json,vite.config.ts,bundle/**/*}',
  'vite.config.ts',
  'pnpm-lock.yaml',
];

/** Further inputs of the demo: its pages show files of other folders too. */
const DEMO_SOURCES = [
  'packages/{broker,sandbox}/{src/**/*,package.json}',
  'packages/broker/deploy/*',
  'packages/*/CHANGELOG.md',
  'packages/elements/custom-elements.json',
  'test/frameworks/apps/*/{*,src/**/*,app/**/*}',
  'demo/{docs,live,public,src}/**/*',
  'demo/docs/.vitepress/**/*',
  'demo/*.{html,ts,css}',
];

/** Arguments that run a package's program on the pinned Node. */
export const tools = {
  tsc: [bin('typescript/bin/tsc')],
  buildPackages: [bin('typescript/bin/tsc'), '-b', '--stopBuildOnErrors', 'tsconfig.build.json'],
  vite: [bin('vite/bin/vite.js')],
  vitepress: [join(root, 'demo/node_modules/vitepress/bin/vitepress.js')],
  biome: [bin('@biomejs/biome/bin/biome')],
  knip: [bin('knip/bin/knip.js')],
  depcruise: [bin('dependency-cruiser/bin/dependency-cruiser.mjs')],
  changeset: [bin('@changesets/cli/bin.js')],
  wtr: [bin('@web/test-runner/dist/bin.js')],
};

/** Type-checks and emits every package that is published. */
export const buildPackages = () => step('packages', tools.buildPackages);

/** Builds the script-tag bundles of this version. Folders of other versions stay as they are. */
export const buildBundles = () =>
  unlessUpToDate('bundles', SOURCES, relative(root, join(BUNDLES, 'arc-elements.js')), () =>
    step('script-tag bundles', [...tools.vite, 'build', '--logLevel', 'warn'], 'packages/elements'),
  );

/** Builds the demo's pages into `demo/dist`, and the docs into a folder below it. */
export const buildDemo = () =>
  unlessUpToDate('demo', [...SOURCES, ...DEMO_SOURCES], 'demo/dist/docs/index.html', async () => {
    await step('demo', [...tools.vite, 'build', '--logLevel', 'warn']);
    await step('docs', [...tools.vitepress, 'build', 'docs'], 'demo');
  });

async function step(name, args, folder = '.') {
  const code = await run(pinnedNode, args, { cwd: join(root, folder) });
  if (code !== 0) throw new Failure(`Building the ${name} failed.`);
}

async function unlessUpToDate(name, inputs, output, build) {
  const stamp = join(root, 'node_modules/.cache/arc-elements', name);
  const hash = createHash('sha256');
  const files = globSync(inputs, { cwd: root }).sort();
  for (const file of files) {
    if (statSync(join(root, file)).isFile()) hash.update(file).update(readFileSync(join(root, file)));
  }
  const wanted = hash.digest('hex');
  if (existsSync(join(root, output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
