#!/usr/bin/env node
import { EnvironmentError, readEnvironment } from './environment.ts';
import { createLog } from './log.ts';
import { type RunningBroker, startBroker } from './start.ts';

/** How long streams take to end on SIGTERM, so that their browsers do not all come back in one second. */
const SPREAD_MS = 5000;
/** Load balancers must be able to see that this node is no longer ready. */
const SHOW_MS = 1000;
const GRACE_MS = 15_000;

async function main(): Promise<void> {
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
}

async function shutDown(running: RunningBroker, quick: boolean): Promise<void> {
  const spread = running.broker.drain(quick ? 0 : SPREAD_MS);
  if (!quick) await new Promise((resolve) => setTimeout(resolve, SHOW_MS));
  await spread;
  await running.close({ graceMs: quick ? 1000 : GRACE_MS });
  process.exit(0);
}

main().catch((error: unknown) => {
  // One line without a stack: the operator needs the variable, and a stack might show its value.
  console.error(`arc-broker: ${error instanceof EnvironmentError ? error.message : 'could not start'}`);
  if (!(error instanceof EnvironmentError)) console.error(error);
  process.exit(1);
});
