import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type DefaultTreeAdapterMap, html, parse, parseFragment } from 'parse5';
import { checkTypes, codeBlocksIn, commandsIn, modulesOf } from './support/code-blocks.ts';

const root = join(import.meta.dirname, '..');
const DOCS = join(root, 'demo/docs');
const PAGES = globSync('**/*.md', { cwd: DOCS, exclude: ['examples/**', 'README.md', '.vitepress/**'] }).sort();
/** The folder is beside the tests, because imports of the code are resolved from there. */
const folder = join(import.meta.dirname, `dist/docs-code-${process.pid}`);

const textOf = (page: string): string => readFileSync(join(DOCS, page), 'utf8');

describe('code between fences on the pages of the docs', { timeout: 300_000 }, () => {
  before(() => mkdir(folder, { recursive: true }));
  after(() => rm(folder, { recursive: true, force: true }));

  it('passes the type check', async () => {
    const modules = PAGES.flatMap((page) => [
      ...modulesOf(page.replace(/\.md$/, '').replaceAll('/', '-'), textOf(page)),
    ]);
    assert.ok(modules.length > 0);
    await checkTypes(folder, modules);
  });

  it('is run by a test if it is for a shell', () => {
    const tests = globSync(['test/**/*.test.ts', 'packages/*/src/**/*.test.ts', 'demo/server/*.test.ts'], {
      cwd: root,
      exclude: (path) => path.includes('node_modules'),
    });
    const tested = tests.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    const withCommands = PAGES.filter((page) => commandsIn(textOf(page)).length > 0);
    assert.deepEqual(
      withCommands.filter((page) => !tested.includes(page)),
      [],
    );
  });

  it('has matching tags if it is HTML', () => {
    for (const page of PAGES) {
      for (const { language, code } of codeBlocksIn(textOf(page))) {
        if (language === 'html') assert.deepEqual(mistakesIn(code), [], `${page}:\n${code}`);
      }
    }
  });
});

type Node = DefaultTreeAdapterMap['node'];
/** Elements that have no closing tag. */
const VOID = ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'];

/** Returns the mistakes in a piece of HTML: broken syntax, and tags that are not closed. */
function mistakesIn(code: string): string[] {
  const found: string[] = [];
  const options = { sourceCodeLocationInfo: true, onParseError: ({ code }: { code: string }) => found.push(code) };
  const visit = (node: Node): void => {
    if ('tagName' in node && node.namespaceURI === html.NS.HTML && !VOID.includes(node.tagName)) {
      const place = node.sourceCodeLocation;
      if (place && place.endTag === undefined) found.push(`<${node.tagName}> in line ${place.startLine} is not closed`);
    }
    if ('childNodes' in node) node.childNodes.forEach(visit);
    if ('content' in node) visit(node.content);
  };
  visit(/^\s*<(!doctype|html)/i.test(code) ? parse(code, options) : parseFragment(code, options));
  return found;
}
