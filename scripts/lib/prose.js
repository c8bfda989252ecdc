/** Limits of lines and of READMEs: what is too long is read by nobody. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './toolchain.js';

/** Characters of a line, as the formatter has them. */
const COLUMNS = 120;
/** Lines of a README: it is for its user, and details have pages of their own. */
const README_LINES = 120;

const CODE = /\.(ts|tsx|js|mjs|vue)$/;
/** A word that is longer than this cannot be broken: an address, a path of an icon, a token in a test. */
const UNBREAKABLE = /\S{60,}/;

/** Returns a sentence for each line and README that is too long. */
export function longProse() {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root });
  return String(listed)
    .split('\0')
    .filter((file) => CODE.test(file) || (file.endsWith('.md') && basename(file) !== 'CHANGELOG.md'))
    .flatMap(faultsOf);
}

function faultsOf(file) {
  const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n');
  const prose = file.endsWith('.md') ? proseOf(lines) : lines;
  const long = prose.flatMap((line, index) =>
    [...line].length > COLUMNS && !UNBREAKABLE.test(line)
      ? [`${file}:${index + 1} has ${[...line].length} columns; ${COLUMNS} are the most.`]
      : [],
  );
  if (basename(file) === 'README.md' && lines.length > README_LINES)
    long.push(`${file} has ${lines.length} lines; ${README_LINES} are the most.`);
  return long;
}

/** The lines of Markdown that can be wrapped: tables, tags, code and the metadata at the top are left empty. */
function proseOf(lines) {
  let fence = '';
  return lines.map((line, index) => {
    const mark = /^\s*(```+|~~~+|---$)/.exec(line)?.[1] ?? '';
    if (fence !== '') {
      if (mark === fence) fence = '';
      return '';
    }
    if (mark !== '' && (mark !== '---' || index === 0)) fence = mark;
    return /^\s*[|<]/.test(line) ? '' : line;
  });
}
