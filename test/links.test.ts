import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';

const root = join(import.meta.dirname, '..');
/** Address of the docs in the files of packages, whose readers have no repository. */
const SITE = 'https://arc-elements.dev/docs/';
/**
 * Markdown files of the repository and its packages. The build of the docs checks their own links.
 */
const TEXTS = globSync(['*.md', 'demo/*.md', 'packages/*/*.md', 'packages/*/{bench,deploy}/*.md'], {
  cwd: root,
}).sort();

describe('links between files of the repository', () => {
  for (const text of TEXTS) {
    it(`have a target: ${text}`, () => {
      const links = [...readFileSync(join(root, text), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(
        ([, link = '']) => link,
      );
      const broken = links.filter((link) =>
        link.startsWith(SITE)
          ? !hasTarget(sourceOf(link.slice(SITE.length)), 'demo/docs')
          : !/^(https?:|#)/.test(link) && !hasTarget(link, dirname(text)),
      );
      assert.deepEqual(broken, []);
    });
  }
});

/**
 * Returns the source of a page of the docs: `look/languages.html#x` is `look/languages.md#x`,
 * `client/` is `client/index.md`.
 */
const sourceOf = (link: string): string => link.replace(/^$|(?<=\/)(?=#|$)/, 'index.html').replace('.html', '.md');

/** Returns true if the file of a link exists and has the heading that the link names. */
function hasTarget(link: string, folder: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = join(root, folder, path);
  if (!existsSync(file)) return false;
  if (anchor === undefined || !file.endsWith('.md')) return true;
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading));
  return headings.includes(anchor);
}

/** Returns the anchor of a heading. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-');
