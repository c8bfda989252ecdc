import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { FEATURE_NAMES } from '@arc-elements/models';
import { readEventDetails } from '../demo/docs/.vitepress/event-details.ts';
import { readTokens } from '../demo/docs/.vitepress/theme-tokens.ts';
import { generate } from '../packages/elements/generate.ts';

const folder = join(import.meta.dirname, '../packages/elements');
const out = `dist/manifest-${process.pid}`;

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {
      readonly tagName?: string;
      readonly attributes?: readonly { readonly name: string; readonly type: { readonly text: string } }[];
      readonly events?: readonly { readonly name: string; readonly type: { readonly text: string } }[];
      readonly cssProperties?: readonly { readonly name: string; readonly default?: string }[];
    }[];
  }[];
}

test('custom-elements.json says what the elements are now', async () => {
  const analyzer = join(folder, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
  const args = [analyzer, 'analyze', '--config', 'custom-elements-manifest.config.js', '--outdir', out];
  try {
    await promisify(execFile)(process.execPath, args, { cwd: folder });
    const fresh = JSON.parse(await readFile(join(folder, out, 'custom-elements.json'), 'utf8')) as Manifest;
    const kept = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8')) as Manifest;
    assert.deepEqual(kept, fresh, 'stale: run `npm run manifest` in packages/elements');
    const elements = kept.modules.flatMap(({ declarations }) => declarations);
    assert.equal(elements.length, 9);
    for (const { tagName, events = [] } of elements) {
      assert.match(tagName ?? '', /^arc-/);
      for (const { name } of events) assert.match(name, /^arc-/);
    }
  } finally {
    await rm(join(folder, out), { recursive: true, force: true });
  }
});

test('the words for features are in the manifest and on the pages of the docs', async () => {
  const manifest = await readFile(join(folder, 'custom-elements.json'), 'utf8');
  const { modules } = JSON.parse(manifest) as Manifest;
  for (const [tag, attribute] of [
    ['arc-feature-gate', 'feature'],
    ['arc-feature-availability', 'features'],
  ] as const) {
    const element = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === tag);
    const type = element?.attributes?.find(({ name }) => name === attribute)?.type.text ?? '';
    const page = await readFile(join(import.meta.dirname, `../demo/docs/elements/${tag}.md`), 'utf8');
    for (const name of FEATURE_NAMES) {
      assert.ok(type.includes(`'${name}'`), `${name} in the type of ${tag} ${attribute}`);
      assert.ok(page.includes(`\`${name}\``), `${name} on the page of ${tag}`);
    }
  }
});

test('the detail of every event in the manifest is known to the docs', async () => {
  const { modules } = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8')) as Manifest;
  const details = readEventDetails();
  for (const { name, type } of modules.flatMap(({ declarations }) => declarations.flatMap(({ events = [] }) => events)))
    assert.ok(details.get(type.text)?.length, name);
  const ended = details.get('ArcConnectEndEvent')?.[0];
  assert.equal(ended?.name, 'status');
  assert.match(ended.type ?? '', /^'LOGIN_SUCCESS' \| 'PENDING' \| /);
});

test('a choice of texts is in custom-elements.json as its values, in place of the name of a type', async () => {
  const { modules } = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8'));
  const chart = modules
    .flatMap(({ declarations }: Manifest['modules'][number]) => declarations)
    .find(({ tagName }: { tagName?: string }) => tagName === 'arc-interval-chart');
  const typeOf = (list: { name: string; type: { text: string } }[], name: string) =>
    list.find((one) => one.name === name)?.type.text;
  const views = "'usage' | 'heatmap' | 'average-day' | 'duration' | 'months' | 'time-of-use'";
  assert.equal(typeOf(chart.attributes, 'view'), views);
  assert.equal(typeOf(chart.members, 'view'), views);
  const ranges = ['day', 'week', 'month', 'year', 'all'].map((name) => `'${name}'`).join(' | ');
  assert.equal(typeOf(chart.attributes, 'range'), `${ranges} | undefined`);
  assert.equal(typeOf(chart.members, 'range'), `null | ${ranges} | TimeRange | undefined`);
});

test('what frameworks and editors read says what the manifest says', async () => {
  const manifest = await readFile(join(folder, 'custom-elements.json'), 'utf8');
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const [path, text] of Object.entries(generate(manifest, version))) {
    const kept = await readFile(join(folder, path), 'utf8');
    const { stdout } = await formatted(path, text);
    assert.equal(kept, stdout, `${path} is stale: run \`npm run manifest\` in packages/elements`);
  }
});

/** Returns the text as the formatter writes it. */
function formatted(path: string, text: string) {
  const biome = join(import.meta.dirname, '../node_modules/@biomejs/biome/bin/biome');
  const child = promisify(execFile)(process.execPath, [biome, 'check', '--write', `--stdin-file-path=${path}`], {
    cwd: folder,
    maxBuffer: 1e7,
  });
  child.child.stdin?.end(text);
  return child;
}

test('every --arc-… property that a style reads is in the manifest, with its default, and in the docs', async () => {
  const manifest = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8')) as Manifest;
  const properties = manifest.modules.flatMap(({ declarations }) =>
    declarations.flatMap((one) => one.cssProperties ?? []),
  );
  const defaults = new Map(properties.map(({ name, default: value }) => [name, value]));
  const documented = new Set(readTokens().map(({ name }) => name));
  const files = globSync('src/**/*.ts', { cwd: folder }).filter((file) => !file.endsWith('.test.ts'));
  const read = new Set<string>();
  for (const file of files) {
    const source = await readFile(join(folder, file), 'utf8');
    for (const [, name = ''] of source.matchAll(/var\((--arc-[\w-]+)/g)) read.add(name);
    // A private property is set from a token with its default.
    for (const [, name = '', value] of source.matchAll(/--_arc-[\w-]+: var\((--arc-[\w-]+), (.+)\);/g))
      if (defaults.get(name) !== undefined) assert.equal(defaults.get(name), value, `${name} in ${file}`);
  }
  assert.ok(read.size >= 19, `${read.size} properties`);
  for (const name of read) {
    assert.ok(defaults.has(name), `${name} is not in the manifest: it needs @cssproperty`);
    assert.ok(documented.has(name), `${name} is not in the docs`);
  }
});
