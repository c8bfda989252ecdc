/**
 * Measures the broker under load and faults: `npm run bench -- broker`, or parts of it,
 * `npm run bench -- broker proxy crash --streams 10000`. Costs are ratios to a proxy that checks
 * nothing, in alternating rounds of one run, because absolute figures depend on what else the
 * machine does. Results are in RESULTS.md.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { NGINX } from '../src/testing/nginx.ts';
import { hasRedis } from '../src/testing/redis-server.ts';
import { measureCapacity } from './measures/capacity.ts';
import { measureCrashes } from './measures/crash.ts';
import { measureFlood } from './measures/flood.ts';
import { measureNginx } from './measures/nginx.ts';
import { measureOverload } from './measures/overload.ts';
import { type Part, start } from './measures/part.ts';
import { measureProxy } from './measures/proxy.ts';
import { measureReaders } from './measures/readers.ts';
import { measureSoak } from './measures/soak.ts';
import { measureStorm } from './measures/storm.ts';
import { measureStreams } from './measures/streams.ts';
import { type Line, printTable } from './measures/table.ts';
import { measureWebhooks } from './measures/webhooks.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    streams: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '30' },
    requests: { type: 'string', default: '100000' },
    minutes: { type: 'string', default: '30' },
  },
});

const upstream = await start('upstream');
const bare = await start('bare', upstream.url);
/** Runs a part with a new broker, so that parts do not influence each other. */
const withBroker = async (measure: (broker: Part) => Promise<Line[]>): Promise<Line[]> => {
  const broker = await start('broker', upstream.url);
  const lines = await measure(broker);
  broker.stop();
  return lines;
};

const PARTS: Readonly<Record<string, () => Promise<Line[]>>> = {
  proxy: () => withBroker((broker) => measureProxy({ bare, broker })),
  readers: () => withBroker(measureReaders),
  overload: measureOverload,
  streams: () => withBroker((broker) => measureStreams(broker, Number(values.streams))),
  flood: () => withBroker((broker) => measureFlood(broker)),
  ...(hasRedis
    ? {
        webhooks: () => measureWebhooks(upstream.url, Number(values.seconds)),
        storm: () => measureStorm(Number(values.streams)),
        crash: measureCrashes,
        capacity: () => measureCapacity(upstream.url),
      }
    : {}),
  ...(hasRedis && NGINX ? { nginx: () => measureNginx(upstream.url, Number(values.requests)) } : {}),
  soak: () => measureSoak(Number(values.minutes)),
};

const unknown = positionals.find((name) => !(name in PARTS));
if (unknown !== undefined)
  throw new Error(`There is no part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}.`);
/** All parts except the one that takes half an hour. */
const asked = positionals.length > 0 ? positionals : Object.keys(PARTS).filter((name) => name !== 'soak');
const lines: Line[] = [];
const loads = loadavg();
for (const name of asked) {
  console.log(`${name} …`);
  lines.push(...((await PARTS[name]?.()) ?? []));
}
const cores = availableParallelism();
const load = [loads[0] ?? 0, loadavg()[0] ?? 0] as const;
const endedAt = new Date().toISOString().slice(0, 16).replace('T', ' ');
console.log(`\n${endedAt} UTC, ${cores} cores; load average ${load[0].toFixed(1)} before, ${load[1].toFixed(1)} after`);
printTable(lines, Math.max(...load) > 2 * cores);
for (const part of [bare, upstream]) part.stop();
