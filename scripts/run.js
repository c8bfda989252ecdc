/** `npm run <verb>`: installs what is missing, then runs the verb's task on the pinned Node. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, Failure, main, root, runPinned } from './lib/toolchain.js';

const PROGRAMS = {
  sandbox: 'packages/sandbox/src/node/command.ts',
  broker: 'packages/broker/src/node/command.ts',
};

await main(async () => {
  const [verb = '', ...args] = process.argv.slice(2);
  const program = PROGRAMS[verb] ?? `scripts/tasks/${verb}.js`;
  if (!/^[a-z]+$/.test(verb) || !existsSync(join(root, program))) throw new Failure(`There is no task "${verb}".`);
  await ensureInstalled();
  return runPinned([program, ...args]);
});
