/** What `npm run check` and `npm test` find without running any of our code. Types need the built packages. */
import { globSync } from 'node:fs';
import { tools } from './build.js';
import { longProse } from './prose.js';
import { pinnedNode, root, run } from './toolchain.js';

/** Each resolves with an exit code; only the first knows how to mend what it finds. */
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
      const faults = longProse();
      for (const fault of faults) console.error(fault);
      return faults.length > 0 ? 1 : 0;
    },
  },
];
