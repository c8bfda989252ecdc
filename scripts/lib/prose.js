/** Checks the length of lines and of READMEs. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './toolchain.js';

/** Longest line in characters; `biome.json` has the same limit. */
const COLUMNS = 120;
/** Longest README: it is for users, and details belong on pages of their own. */
const README_LINES = 120;

const CODE = /\.(ts|tsx|js|mjs|vue)$/;
/** A word that cannot be broken, such as an address, the path of an icon, or a token in a test. */
const UNBREAKABLE = /\S{60,}/;

/** Returns one message for each line and each README that is too long. */
export function lengthErrors() {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root });
  return (
    String(listed)
      .split('\0')
      // A file that was deleted is listed until the deletion is staged.
      .filter((file) => existsSync(join(root, file)))
      .filter((file) => CODE.test(file) || (file.endsWith('.md') && basename(file) !== 'CHANGELOG.md'))
      .flatMap(errorsOf)
  );
}

function errorsOf(file) {
  const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n');
  const prose = file.endsWith('.md') ? proseOf(lines) : lines;
  const long = prose.flatMap((line, index) =>
    [...line].length > COLUMNS && !UNBREAKABLE.test(line)
      ? [`${file}:${index + 1} has ${[...line].length} characters; wrap it at ${COLUMNS}.`]
      : [],
  );
  if (basename(file) === 'README.md' && lines.length > README_LINES)
    long.push(
      `${file} has ${lines.length} lines; shorten it to ${README_LINES}, or move details to a page of their own.`,
    );
  return long;
}

/**
 * Returns the lines of a Markdown file, with those that cannot be wrapped left empty: tables, tags,
 * code, metadata.
 */
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
