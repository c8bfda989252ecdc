import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../scripts/lib/toolchain.js';

const page = readFileSync(join(root, 'demo/docs/compare.md'), 'utf8');
/** Cells of the rows of its tables, without header rows. */
const rows = page
  .split('\n')
  .filter((line) => /^\| (?!---|\|)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const FILE = /`([\w./-]+\.(?:ts|js))`/;

describe('the page that compares us with others', () => {
  it('names a file of this repository as evidence for each answer about Arc Elements', () => {
    assert.ok(rows.length > 20);
    for (const [what = '', ours = ''] of rows) {
      if (what === 'As of') continue;
      const [, file = ''] = FILE.exec(ours) ?? assert.fail(`${what}: no file`);
      assert.ok(existsSync(join(root, file)), `${what}: there is no ${file}`);
    }
  });

  it('has no empty cell, and a date for each column', () => {
    for (const cells of rows) for (const cell of cells) assert.notEqual(cell, '', cells[0]);
    for (const cells of rows.filter(([what]) => what === 'As of'))
      for (const cell of cells.slice(1)) assert.match(cell, /20\d\d/);
  });

  it('has the bundle sizes of the size check', () => {
    const size = readFileSync(join(root, 'scripts/tasks/size.js'), 'utf8');
    for (const [file, words] of [
      ['arc-elements.js', 'kB gzip'],
      ['arc-interval-chart.js', 'kB'],
    ]) {
      const [, budget = ''] =
        new RegExp(`name: '${file}', budget: ([\\d.]+)|name: '${file}',\\s+budget: ([\\d.]+)`)
          .exec(size)
          ?.filter((part) => part !== undefined) ?? [];
      assert.ok(page.includes(`${budget} ${words}`), `${file}: ${budget} ${words}`);
    }
  });

  it('is linked from the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const targets = [...readme.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
    assert.ok(targets.includes('demo/docs/compare.md'));
    for (const target of targets) if (!/^https?:/.test(target)) assert.ok(existsSync(join(root, target)), target);
  });
});
