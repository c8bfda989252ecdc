import { type CommandOptions, RECORD_USAGE, readArguments, readRecordArguments, USAGE } from './arguments.ts';
import { startSandbox } from './index.ts';
import { startRecorder } from './record.ts';
import { UsageError } from './usage-error.ts';

/** Starts what the arguments ask for, and ends it on a signal. */
async function run(args: readonly string[]): Promise<void> {
  const isHelp = args.includes('--help') || args.includes('-h');
  if (args[0] === 'record') {
    if (isHelp) return console.log(RECORD_USAGE);
    const options = readRecordArguments(args.slice(1), process.env);
    const running = startRecorder({ ...options, report: (line) => console.log(line) });
    return serve('arc-sandbox record', running, options.port, '127.0.0.1');
  }
  if (isHelp) return console.log(USAGE);
  const options = readArguments(args, process.env);
  return serve('arc-sandbox', sandboxOf(options), options.port, options.host);
}

function sandboxOf(options: CommandOptions): ReturnType<typeof startSandbox> {
  return startSandbox({
    port: options.port,
    host: options.host,
    hosts: options.hosts,
    origins: options.origins,
    quirks: options.quirks,
    scenarios: options.scenarios,
    imports: options.imports.map((each) => (options.user === undefined ? each : { ...each, user: options.user })),
    report: (line) => console.log(line),
    ...(options.recordedFolder === undefined ? {} : { recordedFolder: options.recordedFolder }),
    ...(options.database === undefined ? {} : { database: options.database }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(options.webhook === undefined ? {} : { webhooks: [options.webhook] }),
    ...(options.plugWebhook === undefined ? {} : { plugWebhook: options.plugWebhook }),
  });
}

/** Says where a server listens once it does, and ends it on a signal. */
async function serve(
  name: string,
  starting: Promise<{ readonly url: string; close(): Promise<void> }>,
  port: number,
  host: string,
): Promise<void> {
  const running = await starting.catch((error: unknown) => {
    throw listenProblem(error, port, host);
  });
  console.log(`${name} listening on ${running.url}`);
  const stop = (): void => {
    void running.close().then(() => process.exit(0));
  };
  // Once: a second signal ends the process at once, whatever it waits for.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A parent that opened a channel and was killed can send no signal, but its channel closes,
  // perhaps before anybody listened.
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
