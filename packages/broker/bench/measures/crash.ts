import { runCrashes } from '../../src/testing/crash-run.ts';
import type { Line } from './table.ts';

const EVENTS = 10_000;
const SEED = 20_261_121;

/** Measures R01: three brokers over one Redis, one of them killed every two seconds. */
export async function measureCrashes(): Promise<Line[]> {
  const result = await runCrashes({ events: EVENTS, perSecond: 200, nodes: 3, killEvery: 400, seed: SEED });
  const { acknowledged, missing, twice, kills, sentAgain, seconds } = result;
  return [
    {
      row: 'R01',
      what: `${EVENTS} webhooks at 200/s, 3 brokers, kill -9 of one every 2 s (seed ${SEED})`,
      target: '0 acknowledged lost, each stored once',
      seen:
        `${missing.length} lost, ${twice.length} twice of ${acknowledged} acknowledged; ` +
        `${kills} kills, ${sentAgain} sent again, ${seconds.toFixed(0)} s`,
      held: acknowledged === EVENTS && missing.length === 0 && twice.length === 0,
      exact: true,
    },
  ];
}
