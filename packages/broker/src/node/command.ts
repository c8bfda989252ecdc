import { EnvironmentError, readEnvironment } from './environment.ts';
import { createLog } from './log.ts';
import { type RunningBroker, startBroker } from './start.ts';

/**
 * On SIGTERM, streams end over this time, so that their browsers do not all reconnect in one
 * second.
 */
const SPREAD_MS = 5000;
/** Time for load balancers to notice that this node is no longer ready. */
const NOT_READY_MS = 1000;
const GRACE_MS = 15_000;

const HELP = `arc-broker: lends a browser one user's view of the platform. Everything is set by environment variables.
Each may be given as a file: NAME_FILE holds the path, as for secrets of systemd, Docker and Kubernetes.

  Required
    ARC_CLIENT_ID, ARC_CLIENT_SECRET   of the platform
    ARC_BROKER_KEYS                    comma list; your servers ask for sessions with one of them
    ARC_SESSION_KEYS                   comma list of kid:base64url, 32 bytes or more; the first signs
    ARC_ALLOWED_ORIGINS                comma list of the origins of your pages

  Optional
    ARC_BROKER_PORT (4020), ARC_BROKER_HOST (127.0.0.1), ARC_METRICS_PORT, ARC_LOG_LEVEL (info)
    ARC_API_URL (https://api.arcadia.com), ARC_TOKEN_STYLE (oauth2), ARC_SANDBOX_MODE (false)
    ARC_SWITCH_URL (https://api.genability.com), ARC_SWITCH_APP_ID, ARC_SWITCH_APP_KEY
    ARC_WEBHOOK_KEYS, ARC_PLUG_WEBHOOK_SECRET
    ARC_REDIS_URL (one address; several, with commas, of a cluster; sentinels with ?sentinel=NAME)
    ARC_REDIS_DURABILITY (relaxed), ARC_REDIS_PLAIN (false), ARC_SESSION_LIMIT (600)`;

async function main(args: readonly string[]): Promise<void> {
  const [arg] = args;
  if (arg === '--help' || arg === '-h') {
    console.log(HELP);
    return;
  }
  if (arg !== undefined) throw new EnvironmentError(arg, 'is not an option; --help lists the variables');
  const { logLevel, secrets } = readEnvironment(process.env);
  const running = await startBroker(process.env, { observe: createLog(logLevel, secrets) });
  console.log(`arc-broker listens on ${running.url} (${running.guarantee()})`);
  let stopping = false;
  const stop = (quick: boolean): void => {
    if (stopping) return;
    stopping = true;
    void shutDown(running, quick);
  };
  process.on('SIGTERM', () => stop(false));
  process.on('SIGINT', () => stop(true));
  onParentExit(() => stop(true));
}

/**
 * Calls `stop` when the parent process is gone, if it opened an IPC channel to this one: a parent
 * that was killed can send no signal. A command that a shell or a service manager started has no
 * such channel.
 */
function onParentExit(stop: () => void): void {
  process.once('disconnect', stop);
  process.channel?.unref();
  if (process.connected === false) stop(); // gone before the listener was added
}

async function shutDown(running: RunningBroker, quick: boolean): Promise<void> {
  const spread = running.broker.drain(quick ? 0 : SPREAD_MS);
  if (!quick) await new Promise((resolve) => setTimeout(resolve, NOT_READY_MS));
  await spread;
  await running.close({ graceMs: quick ? 1000 : GRACE_MS });
  process.exit(0);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  // No stack: the operator needs the name of the variable, and a stack might show its value.
  console.error(`arc-broker: ${error instanceof EnvironmentError ? error.message : 'could not start'}`);
  if (!(error instanceof EnvironmentError)) console.error(error);
  process.exit(1);
});
