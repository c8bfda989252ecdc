import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FINDING_CODES } from '../packages/elements/src/doctor/diagnose.ts';
import { messages } from '../packages/elements/src/doctor/doctor.messages.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
/** The page, with each list item on one line. */
const PAGE = read('demo/docs/help/troubleshooting.md').replaceAll(/\n +(?=\S)/g, ' ');

/** Returns the part of the page below a heading, up to the next heading of that level. */
function section(heading: string): string {
  const [, level = ''] = /^(#+) /.exec(heading) ?? [];
  const [, text] = PAGE.split(`\n${heading}\n`);
  assert.ok(text !== undefined, `There is a heading ${heading}`);
  return text.split(new RegExp(`^${level} `, 'm'))[0] ?? '';
}

/** Returns the codes in the first column of the tables of a section, sorted. */
const codesIn = (text: string): string[] =>
  [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code = '']) => code).sort();

describe('help/troubleshooting.md', () => {
  it('has each code of the doctor in order, with the words of the doctor', () => {
    const codes = section('## Codes of the doctor');
    assert.deepEqual(
      [...codes.matchAll(/^### `([a-z-]+)`$/gm)].map(([, code]) => code),
      [...FINDING_CODES],
    );
    const { findings } = messages.in('en');
    for (const code of FINDING_CODES) {
      const text = section(`### \`${code}\``).replaceAll('`', '');
      const { title, cause, fix } = findings[code];
      for (const words of [`**${title}**`, `- Cause: ${cause}`, `- Fix: ${fix}`])
        assert.ok(text.includes(words), words);
    }
  });

  it('has the sentence of the doctor about an address to allow', () => {
    const sentence = messages.in('en').allow('http://127.0.0.1:4020', 'connect-src');
    assert.ok(section('### `blocked-by-csp`').replaceAll('`', '').includes(sentence), sentence);
  });

  it('has each code of arc-error', () => {
    const [, union = ''] = /type ArcErrorCode =([^;]+);/.exec(read('packages/models/src/error.ts')) ?? [];
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code = '']) => code);
    assert.ok(codes.length > 0);
    // Elements have two more codes: no session, and a file that does not load.
    assert.deepEqual(codesIn(section('## Codes of `arc-error`')), [...codes, 'no-session', 'load-failed'].sort());
  });

  it('has each problem of the broker with its status', () => {
    const [, table = ''] = /const PROBLEMS = \{(.+?)\n\}/s.exec(read('packages/broker/src/problem.ts')) ?? [];
    const problems = [...table.matchAll(/^ {2}'?([a-z-]+)'?: \[(\d+)/gm)];
    const text = section('## Problems of the broker');
    assert.deepEqual(codesIn(text), problems.map(([, code = '']) => code).sort());
    for (const [, code, status] of problems) assert.match(text, new RegExp(`^\\| \`${code}\` \\| [^|]*${status}`, 'm'));
  });
});
