import { readArguments, USAGE } from './arguments.ts';
import { type RunningSandbox, startSandbox } from './index.ts';
import { UsageError } from './usage-error.ts';

/** Starts the sandbox from flags and environment, and ends it on a signal. */
async function run(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE);
    return;
  }
  const options = readArguments(args, process.env);
  let running: RunningSandbox;
  try {
    running = await startSandbox({
      port: options.port,
      host: options.host,
      hosts: options.hosts,
      origins: options.origins,
      quirks: options.quirks,
      scenarios: options.scenarios,
      imports: options.imports.map((each) => (options.user === undefined ? each : { ...each, user: options.user })),
      report: (line) => console.log(line),
      ...(options.database === undefined ? {} : { database: options.database }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.now === undefined ? {} : { now: options.now }),
      ...(options.webhook === undefined ? {} : { webhooks: [options.webhook] }),
      ...(options.plugWebhook === undefined ? {} : { plugWebhook: options.plugWebhook }),
    });
  } catch (error) {
    throw listenProblem(error, options.port, options.host);
  }
  console.log(`arc-sandbox listening on ${running.url}`);
  const stop = (): void => {
    void running.close().then(() => process.exit(0));
  };
  // Once: a second signal ends the process at once, whatever it waits for.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A parent that opened a channel and was killed can send no signal, but its channel closes, perhaps before anybody
  // listened.
  process.once('disconnect', stop);
  process.channel?.unref();
  if (process.connected === false) stop();
}

/** Says which port is taken and what to change. */
function listenProblem(error: unknown, port: number, host: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new UsageError(`port ${port} is taken; set ARC_SANDBOX_PORT or --port to another one`);
  if (code === 'EACCES')
    return new UsageError(`port ${port} may not be used; set ARC_SANDBOX_PORT or --port to another one`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new UsageError(`cannot listen on ${host}; set ARC_SANDBOX_HOST or --host to an address of this machine`);
  }
  return error;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `arc-sandbox: ${error.message}` : error);
  process.exitCode = 1;
});
