import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrokerOptions } from '@arc-elements/broker';
import type { Core } from './core.ts';

/** Text of a configuration, which takes the escapes of JSON that occur here. */
const quoted = JSON.stringify;

/** A worker with one object that holds the broker, and with nothing of Node's, which workerd brings unless it is told not to. */
const configuration = (options: BrokerOptions): string => `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "main", worker = .worker ),
    ( name = "internet", network = (allow = ["private"]) ),
  ],
  sockets = [ ( name = "http", address = "127.0.0.1:0", http = (), service = "main" ) ],
);

const worker :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["no_nodejs_compat", "no_nodejs_compat_v2"],
  modules = [
    ( name = "worker.js", esModule = embed "worker.js" ),
    ( name = "core.mjs", esModule = embed "core.mjs" ),
  ],
  bindings = [
    ( name = "BROKER", durableObjectNamespace = "Broker" ),
    ( name = "OPTIONS", json = ${quoted(quoted(options))} ),
  ],
  durableObjectNamespaces = [ ( className = "Broker", uniqueKey = "broker" ) ],
  durableObjectStorage = (inMemory = void),
);
`;

/** Puts what workerd needs beside the core; gives the arguments for it. */
export function workerdArguments({ folder }: Core, options: BrokerOptions): readonly string[] {
  copyFileSync(join(import.meta.dirname, 'servers/worker.js'), join(folder, 'worker.js'));
  const file = join(folder, 'workerd.capnp');
  writeFileSync(file, configuration(options));
  return ['serve', file, '--control-fd=1'];
}
