#!/usr/bin/env node
/**
 * What `arc-sandbox` starts: says in one line which Node is needed where an older one runs it.
 * Imports nothing of ours at once and uses no new syntax, so that any Node with modules can read
 * it.
 */
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const needed = engines.node.replace('>=', '');
const [major, minor] = needed.split('.').map(Number);
const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);

if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) {
  import('./command.ts');
} else {
  console.error(`arc-sandbox needs Node ${needed} or newer; this is ${process.versions.node}.`);
  process.exitCode = 1;
}
