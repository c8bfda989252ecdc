/** Finds the programs that tests need and npm cannot bring: a Chromium, and for the broker a Redis server and nginx. */
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

/** The argument by which a person who is not root lets Debian's packages be installed, by sudo without a password. */
export const INSTALL = '--install';

const PLAYWRIGHT_CACHES = [
  process.env.PLAYWRIGHT_BROWSERS_PATH,
  join(homedir(), '.cache/ms-playwright'),
  join(homedir(), 'Library/Caches/ms-playwright'),
  process.env.LOCALAPPDATA && join(process.env.LOCALAPPDATA, 'ms-playwright'),
].filter(Boolean);

/**
 * The browser that tests drive: `CHROME_PATH`, the usual places, Playwright's cache; where there is none,
 * Debian's package, installed by root or where `--install` asks for it.
 * @throws {Failure} There is none and it may not be installed; says what to do.
 */
export function findChromium() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Failure(`CHROME_PATH names ${named}, which does not exist.`);
  }
  const look = () => firstOf(CHROMIUMS[process.platform] ?? []) ?? inPlaywrightCache();
  const found = look() ?? (installDebian('chromium') ? look() : undefined);
  if (found) return found;
  throw new Failure(
    'The tests need a Chromium or Chrome, and none was found here.\n' +
      'Install one (Debian, Ubuntu: sudo apt-get install chromium, or npm test -- --install), ' +
      'or set CHROME_PATH to the program.',
  );
}

/** A `redis-server`, found or installed in the same way; undefined where there is none. */
export function findRedis() {
  const named = process.env.REDIS_SERVER_PATH;
  if (named) return named;
  const look = () => firstOf(['redis-server', '/opt/homebrew/bin/redis-server', '/usr/local/bin/redis-server']);
  return look() ?? (installDebian('redis-server') ? look() : undefined);
}

/** A `valkey-server`, in the same way; undefined where there is none and Debian has none for this machine. */
export function findValkey() {
  const named = process.env.VALKEY_SERVER_PATH;
  if (named) return named;
  const look = () => firstOf(['valkey-server', '/opt/homebrew/bin/valkey-server', '/usr/local/bin/valkey-server']);
  return look() ?? (debianHas('valkey-server') && installDebian('valkey-server') ? look() : undefined);
}

/** An `nginx`, in the same way; undefined where there is none. */
export function findNginx() {
  const named = process.env.NGINX_PATH;
  if (named) return named;
  const look = () => firstOf(['nginx', '/usr/sbin/nginx', '/opt/homebrew/bin/nginx', '/usr/local/bin/nginx']);
  return look() ?? (installDebian('nginx-light') ? look() : undefined);
}

/**
 * The engines beside Chromium's: a Firefox, and the driver of WebKitGTK (with its browser and Xvfb,
 * a screen for it). Only those that are here, unless `install`.
 */
export function findEngines({ install = false } = {}) {
  const find = (candidates, ...packages) => {
    const look = () => firstOf(candidates);
    return look() ?? (install && installDebian(...packages) ? look() : undefined);
  };
  const firefox = process.env.FIREFOX_PATH || find(['firefox-esr', 'firefox'], 'firefox-esr');
  const webkit = process.env.WEBKIT_DRIVER_PATH || find(['WebKitWebDriver'], 'webkit2gtk-driver', 'xvfb');
  return { firefox, webkit };
}

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

/** Whether the list of packages, as old as it may be, has one that can be installed. */
function debianHas(name) {
  if (!firstOf(['apt-cache'])) return false;
  return /^ {2}Candidate: [0-9]/m.test(spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout);
}

/** As root, as in a container; anybody else has to ask for it, because it changes more than this checkout. */
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
  // The list of packages may be old or absent: fetch it only when installing without it fails.
  return install() || (apt('update', '-q') === 0 && install());
}
