/** The static checks of `npm run check` and `npm test`. The type check needs the built packages. */
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
  { name: 'types', run: () => run(pinnedNode, [...tools.tsc, '-p', 'tsconfig.json']) },
  { name: 'dead code', run: () => run(pinnedNode, [...tools.knip, '--no-config-hints']) },
  {
    name: 'import rules',
    run: () =>
      run(pinnedNode, [...tools.depcruise, '--output-type', 'err', ...globSync('packages/*/src', { cwd: root })]),
  },
  {
    name: 'lengths',
    run: async () => {
      const messages = lengthErrors();
      for (const message of messages) console.error(message);
      return messages.length > 0 ? 1 : 0;
    },
  },
];
