import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(`${HERE}/SECURITY.md`, 'utf8');

/** Rows of the tables: number, sentence, and the tests or the reason why there are none. */
const ROWS = [...page.matchAll(/^\| ([TR][0-9]{2}) \| (.+) \| (.+) \|$/gm)].map(
  ([, number = '', sentence = '', proof = '']) => ({ number, sentence, proof }),
);

/** Files whose tests have a number in their names, as the page names them: by the number. */
function testFiles(): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const file of globSync('src/**/*.test.ts', { cwd: HERE }).sort()) {
    const source = readFileSync(`${HERE}/${file}`, 'utf8');
    const names = [...source.matchAll(/\b(?:it|describe)\(\s*(['"`])(.*?)\1,/gs)].map(([, , name]) => name).join(' ');
    for (const number of new Set(names.match(/\b[TR][0-9]{2}\b/g))) {
      files.set(number, [...(files.get(number) ?? []), `\`${file.slice('src/'.length, -'.test.ts'.length)}\``]);
    }
  }
  return files;
}

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${letter}${String(n + 1).padStart(2, '0')}`);
}

describe('SECURITY.md', () => {
  it('says in one sentence what each threat and each failure is', () => {
    assert.deepEqual(
      ROWS.map(({ number }) => number),
      [...numbered('T', 78), ...numbered('R', 33)],
    );
    for (const { number, sentence } of ROWS) assert.match(sentence, /^[A-Z`].*\.$/, number);
  });

  it('names for each number the files whose tests carry it, or says why there are none', () => {
    const files = testFiles();
    for (const { number, proof } of ROWS) {
      const expected = files.get(number)?.join(' ');
      if (expected !== undefined) assert.equal(proof, expected, number);
      else assert.doesNotMatch(proof, /^`(?!test\/|demo\/|packages\/)/, `${number}: no test has this number`);
    }
  });
});
