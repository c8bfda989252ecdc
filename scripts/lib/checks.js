/**
 * The static checks of `npm run check` and `npm test`, in this order. `npm run check` leaves out one with
 * `needs` if the check of that name failed.
 */
import { globSync } from 'node:fs';
import { tools } from './build.js';
import { lengthErrors } from './prose.js';
import { pinnedNode, root, run } from './toolchain.js';

/** `run` resolves to an exit code. Only "format and lint" can fix what it finds. */
export const CHECKS = [
  {
    name: 'format and lint',
    run: ({ fix = false } = {}) => run(pinnedNode, [...tools.biome, 'check', ...(fix ? ['--write'] : []), '.']),
  },
  {
    name: 'import rules',
    run: () =>
      run(pinnedNode, [...tools.depcruise, '--output-type', 'err', ...globSync('packages/*/src', { cwd: root })]),
  },
  {
    name: 'length of lines and READMEs',
    run: async () => {
      const messages = lengthErrors();
      for (const message of messages) console.error(message);
      return messages.length > 0 ? 1 : 0;
    },
  },
  { name: 'dead code', run: () => run(pinnedNode, [...tools.knip, '--no-config-hints']) },
  {
    name: 'types',
    // A wrong import may keep a package from being built, with hundreds of messages.
    needs: 'import rules',
    // Packages import each other's built types, so they are built first.
    run: async () =>
      (await run(pinnedNode, tools.buildPackages)) || (await run(pinnedNode, [...tools.tsc, '-p', 'tsconfig.json'])),
  },
];
