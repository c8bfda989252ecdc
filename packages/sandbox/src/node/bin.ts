#!/usr/bin/env node
/**
 * Entry of `arc-sandbox`. On a Node that is too old it prints in one line which one is needed. It
 * imports the command dynamically and uses no new syntax, so that any Node with modules can run it.
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
