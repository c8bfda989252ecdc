/** Runs sandbox, broker and demo until it is stopped. `npm start -- --help` lists the options. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { IMPORT_FLAGS, IMPORT_USAGE, importsOf } from '../../packages/sandbox/src/node/import-flags.ts';
import { buildBundles, buildDemo } from '../lib/build.js';
import { Failure, main, whenStopped } from '../lib/toolchain.js';

const HELP = `npm start -- [options]

${IMPORT_USAGE}
  --seed TEXT         draws other example data
  --dev               serves the demo from its sources and reloads on change

  Ports: DEMO_PORT (5173), ARC_BROKER_PORT (4020), ARC_SANDBOX_PORT (4010)`;

await main(async () => {
  const options = optionsOf(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const imports = options.imports.map((file) => ({ ...file, path: resolve(process.env.INIT_CWD ?? '.', file.path) }));
  for (const { path } of imports) {
    if (!existsSync(path)) throw new Failure(`--import: there is no file ${path}`);
  }
  const ports = {
    demo: portFrom('DEMO_PORT', 5173),
    broker: portFrom('ARC_BROKER_PORT', 4020),
    sandbox: portFrom('ARC_SANDBOX_PORT', 4010),
  };

  const stopped = new Promise(whenStopped);
  await buildBundles();
  if (!options.dev) await buildDemo();

  // Imported late, so that a wrong option is reported at once.
  const { startStack } = await import('../lib/stack.js');
  const stack = await startStack({
    ports,
    dev: options.dev ?? false,
    sandbox: { imports, report: console.log, ...(options.seed ? { seed: options.seed } : {}) },
  }).catch((error) => {
    throw new Failure(error.message, { cause: error });
  });

  console.log(`\n  Arc Elements is running: ${stack.demoUrl}\n`);
  console.log(`  Documentation            ${stack.demoUrl}/docs/`);
  console.log(`  Plain HTML page          ${stack.demoUrl}/plain.html`);
  console.log(`  Sandbox of the platform  ${stack.sandboxUrl}`);
  console.log(`  Token broker             ${stack.brokerUrl}`);
  console.log('\n  Stop with Ctrl-C.');

  await stopped;
  await stack.close();
  return 0;
});
// All parts are closed; an idle timer of a library must not keep the process alive.
process.exit();

function optionsOf(args) {
  try {
    const { values, tokens } = parseArgs({
      args,
      options: {
        ...IMPORT_FLAGS,
        seed: { type: 'string' },
        dev: { type: 'boolean' },
        help: { type: 'boolean' },
      },
      tokens: true,
    });
    return { ...values, imports: importsOf(tokens) };
  } catch (error) {
    throw new Failure(`${error.message}\n\n${HELP}`, { cause: error });
  }
}

function portFrom(name, fallback) {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new Failure(`${name} is not a port number: ${text}`);
  return Number(text);
}
