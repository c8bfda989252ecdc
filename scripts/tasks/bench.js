/** `npm run bench -- NAME`: runs one measurement; without a name, lists them. */
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure, main, pinnedNode, root, run } from '../lib/toolchain.js';

await main(async () => {
  const [name, ...args] = process.argv.slice(2);
  const files = globSync('packages/*/bench/*.ts', { cwd: root }).sort();
  const nameOf = (file) => basename(file, '.ts');
  const list = files.map(nameOf).join(', ');
  if (name === undefined) {
    console.log(`npm run bench -- ${list || '(there is none yet)'}`);
    return 0;
  }
  const file = files.find((candidate) => nameOf(candidate) === name);
  if (!file) throw new Failure(`There is no measurement "${name}"; there are: ${list}.`);
  return run(pinnedNode, ['--expose-gc', '--conditions=@arc-elements/source', file, ...args]);
});
