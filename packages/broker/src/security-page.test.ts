import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(`${HERE}/SECURITY.md`, 'utf8');
const rowsIn = (text: string): string[] => [...new Set(text.match(/\b[TR][0-9]{2}\b/g))];

/** Threats before promises, each by number. */
const inOrder = (rows: Iterable<string>): string[] =>
  [...rows].sort((a, b) => (a[0] === b[0] ? a.localeCompare(b) : a.startsWith('T') ? -1 : 1));

/** Rows in the names of a file's tests. */
function rowsOf(file: string): string[] {
  const names = readFileSync(`${HERE}/${file}`, 'utf8').matchAll(/\b(?:it|describe)\(\s*(['"`])(.*?)\1,/gs);
  return inOrder(rowsIn([...names].map(([, , name]) => name).join(' ')));
}

describe('SECURITY.md', () => {
  it('names for each file of tests the rows that its tests name', () => {
    const files = globSync('src/**/*.test.ts', { cwd: HERE }).sort();
    const expected = files.flatMap((file) => {
      const rows = rowsOf(file);
      return rows.length === 0 ? [] : [`| ${rows.join(' ')} | \`${file}\` |`];
    });
    assert.deepEqual(page.match(/^\| .* \| `src\/.*\.test\.ts` \|$/gm), expected);
  });

  it('says of every threat and every promise where it is shown or why not', () => {
    const named = new Set(rowsIn(page));
    const all = [...numbered('T', 78), ...numbered('R', 33)];
    assert.deepEqual(
      all.filter((row) => !named.has(row)),
      [],
    );
    assert.deepEqual(
      inOrder(named).filter((row) => !all.includes(row)),
      [],
    );
  });
});

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${letter}${String(n + 1).padStart(2, '0')}`);
}
