import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrokerOptions } from '@arc-elements/broker';
import { DEPLOY } from '../../packages/broker/src/testing/nginx.ts';
import type { Core } from './core.ts';

/** Quotes a string for the configuration, which accepts the escapes of JSON that occur here. */
const quoted = JSON.stringify;

/** The compatibility date in `wrangler.jsonc`, which workerd does not read. */
const date = /"compatibility_date": "([\d-]+)"/.exec(readFileSync(join(DEPLOY, 'wrangler.jsonc'), 'utf8'))?.[1];

/** Returns the variables of the worker; options without a variable are passed as JSON. */
function variablesOf(options: BrokerOptions): Readonly<Record<string, string>> {
  const {
    apiUrl,
    clientId,
    clientSecret,
    brokerKeys,
    sessionKeys,
    webhookKeys = [],
    allowedOrigins,
    ...rest
  } = options;
  return {
    ARC_API_URL: apiUrl,
    ARC_CLIENT_ID: clientId,
    ARC_CLIENT_SECRET: clientSecret,
    ARC_BROKER_KEYS: brokerKeys.join(),
    ARC_SESSION_KEYS: sessionKeys.map(({ kid, key }) => `${kid}:${key}`).join(),
    ARC_WEBHOOK_KEYS: (webhookKeys ?? []).join(),
    ARC_ALLOWED_ORIGINS: allowedOrigins.join(),
    ARC_OPTIONS: JSON.stringify(rest),
  };
}

/**
 * Returns a configuration of `deploy/worker.js` with one Durable Object, and without the Node
 * modules that workerd has by default.
 */
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
  compatibilityDate = ${quoted(date)},
  compatibilityFlags = ["no_nodejs_compat", "no_nodejs_compat_v2"],
  modules = [
    ( name = "worker.js", esModule = embed "worker.js" ),
    ( name = "@arc-elements/broker", esModule = embed "core.mjs" ),
  ],
  bindings = [
    ( name = "BROKER", durableObjectNamespace = "Broker" ),
    ${Object.entries(variablesOf(options))
      .map(([name, value]) => `( name = "${name}", ${name === 'ARC_OPTIONS' ? 'json' : 'text'} = ${quoted(value)} ),`)
      .join('\n    ')}
  ],
  durableObjectNamespaces = [ ( className = "Broker", uniqueKey = "broker" ) ],
  durableObjectStorage = (inMemory = void),
);
`;

/** Writes the files that workerd needs beside the core, and returns its arguments. */
export function workerdArguments({ folder }: Core, options: BrokerOptions): readonly string[] {
  copyFileSync(join(DEPLOY, 'worker.js'), join(folder, 'worker.js'));
  const file = join(folder, 'workerd.capnp');
  writeFileSync(file, configuration(options));
  return ['serve', file, '--control-fd=1'];
}
