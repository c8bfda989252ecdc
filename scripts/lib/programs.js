/**
 * Finds the programs that tests need and npm does not install, such as a Chromium, a Redis server
 * and nginx.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Failure } from './toolchain.js';

const CHROMIUMS = {
  linux: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name] ? [join(process.env[name], 'Google/Chrome/Application/chrome.exe')] : [],
  ),
};

/**
 * The option of `npm test` that allows a person who is not root to install Debian packages, by
 * sudo.
 */
export const INSTALL = '--install';

const PLAYWRIGHT_CACHES = [
  process.env.PLAYWRIGHT_BROWSERS_PATH,
  join(homedir(), '.cache/ms-playwright'),
  join(homedir(), 'Library/Caches/ms-playwright'),
  process.env.LOCALAPPDATA && join(process.env.LOCALAPPDATA, 'ms-playwright'),
].filter(Boolean);

/**
 * Returns the browser for the tests: `CHROME_PATH`, or one in the usual places or Playwright's
 * cache. Installs Debian's package if there is none, as root or with `--install`.
 * @throws {Failure} There is none and it may not be installed; the message says what to do.
 */
export function findChromium() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Failure(`CHROME_PATH names ${named}, which does not exist.`);
  }
  const search = () => firstOf(CHROMIUMS[process.platform] ?? []) ?? inPlaywrightCache();
  const found = search() ?? (installDebian('chromium') ? search() : undefined);
  if (found) return found;
  throw new Failure(
    'The tests need a Chromium or Chrome, and none was found here.\n' +
      'Install one (Debian, Ubuntu: sudo apt-get install chromium, or npm test -- --install), ' +
      'or set CHROME_PATH to the program.',
  );
}

/** Returns a `redis-server`, installed like the browser; undefined if there is none. */
export const findRedis = () =>
  findProgram(
    'REDIS_SERVER_PATH',
    ['redis-server', '/opt/homebrew/bin/redis-server', '/usr/local/bin/redis-server'],
    () => installDebian('redis-server'),
  );

/**
 * Returns a `valkey-server`, installed where Debian has it for this machine; undefined if there is
 * none.
 */
export const findValkey = () =>
  findProgram(
    'VALKEY_SERVER_PATH',
    ['valkey-server', '/opt/homebrew/bin/valkey-server', '/usr/local/bin/valkey-server'],
    () => debianHas('valkey-server') && installDebian('valkey-server'),
  );

/** Returns an `nginx`, installed like the browser; undefined if there is none. */
export const findNginx = () =>
  findProgram('NGINX_PATH', ['nginx', '/usr/sbin/nginx', '/opt/homebrew/bin/nginx', '/usr/local/bin/nginx'], () =>
    installDebian('nginx-light'),
  );

/**
 * Returns a Firefox and the WebDriver of WebKitGTK, each undefined if there is none. With
 * `install` they are installed like the browser, WebKit with Xvfb, which is its screen.
 */
export const findEngines = ({ install = false } = {}) => ({
  firefox: findProgram('FIREFOX_PATH', ['firefox-esr', 'firefox'], () => install && installDebian('firefox-esr')),
  webkit: findProgram(
    'WEBKIT_DRIVER_PATH',
    ['WebKitWebDriver'],
    () => install && installDebian('webkit2gtk-driver', 'xvfb'),
  ),
});

/**
 * Returns the program that the variable names, or the first candidate that exists, also after an
 * installation.
 */
function findProgram(variable, candidates, install) {
  const named = process.env[variable];
  if (named) return named;
  return firstOf(candidates) ?? (install() ? firstOf(candidates) : undefined);
}

/** Returns the first candidate that exists: a path, or the name of a program on the PATH. */
function firstOf(candidates) {
  for (const candidate of candidates) {
    if (candidate.includes('/') || candidate.includes('\\')) {
      if (existsSync(candidate)) return candidate;
      continue;
    }
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (folder && existsSync(join(folder, candidate))) return join(folder, candidate);
    }
  }
  return undefined;
}

function inPlaywrightCache() {
  const patterns = [
    'chromium-*/chrome-linux*/chrome',
    'chromium-*/chrome-mac*/*.app/Contents/MacOS/*',
    'chromium-*/chrome-win*/chrome.exe',
  ];
  for (const cache of PLAYWRIGHT_CACHES) {
    const found = globSync(patterns, { cwd: cache }).sort().at(-1);
    if (found) return join(cache, found);
  }
  return undefined;
}

/** Returns true if the list of Debian packages on this machine, which may be old, has this one. */
function debianHas(name) {
  if (!firstOf(['apt-cache'])) return false;
  return /^ {2}Candidate: [0-9]/m.test(spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout);
}

/**
 * Installs Debian packages; returns false if that failed or is not allowed. Root, as in a
 * container, may always do that; anybody else has to pass `--install`, because it changes more than
 * this checkout.
 */
function installDebian(...names) {
  if (process.platform !== 'linux' || !firstOf(['apt-get'])) return false;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !process.argv.includes(INSTALL)) return false;
  console.log(`Installing Debian's ${names.join(' and ')}…`);
  const apt = (...args) => {
    const command = isRoot ? ['apt-get', ...args] : ['sudo', '-n', 'apt-get', ...args];
    return spawnSync(command[0], command.slice(1), {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status;
  };
  const install = () => apt('install', '-y', '-q', '--no-install-recommends', ...names) === 0;
  // The list of packages may be old or missing: it is fetched only when installing without it
  // fails.
  return install() || (apt('update', '-q') === 0 && install());
}
