/**
 * Sandbox, broker and demo, wired to each other on loopback: what `npm start` runs and what
 * end-to-end tests drive.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { startDemo } from '../../demo/server/server.ts';
import { startBroker } from '../../packages/broker/src/node/index.ts';
import { startSandbox } from '../../packages/sandbox/src/node/index.ts';
import { Failure } from './toolchain.js';

const HOST = '127.0.0.1';
const secret = (bytes = 24) => randomBytes(bytes).toString('base64url');

/**
 * Starts all three; resolves to their addresses, their secrets (for tests that search for leaks)
 * and `close()`. Port 0 picks a free one. When one part cannot start, those already running are
 * stopped and its error is thrown.
 */
export async function startStack({ ports = {}, sandbox: sandboxOptions = {}, brokerEnv = {}, dev = false } = {}) {
  const port = {
    sandbox: await portOf(ports.sandbox ?? 4010),
    broker: await portOf(ports.broker ?? 4020),
    demo: await portOf(ports.demo ?? 5173),
  };
  const secrets = {
    clientId: '001',
    clientSecret: '001',
    brokerKey: secret(),
    sessionKey: secret(32),
    webhookKey: secret(),
    plugSecret: secret(),
  };
  const brokerUrl = `http://${HOST}:${port.broker}`;
  const sandboxUrl = `http://${HOST}:${port.sandbox}`;
  const demoUrl = `http://localhost:${port.demo}`;

  const running = [];
  const close = async () => {
    // In reverse order, so that no part sends requests to one that is already closed.
    for (const part of running.splice(0).reverse()) await part.close();
  };
  const start = async (name, variable, starting) => {
    try {
      running.push(await starting);
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
      const taken = port[name];
      throw new Failure(
        `Port ${taken}, for the ${name}, is taken. Stop what listens there, or set ${variable} to another.`,
        { cause: error },
      );
    }
  };
  try {
    await start(
      'sandbox',
      'ARC_SANDBOX_PORT',
      startSandbox({
        host: HOST,
        port: port.sandbox,
        webhooks: [{ url: `${brokerUrl}/webhooks/arc`, key: secrets.webhookKey }],
        plugWebhook: `${brokerUrl}/webhooks/plug/${secrets.plugSecret}`,
        ...sandboxOptions,
      }),
    );
    await start(
      'broker',
      'ARC_BROKER_PORT',
      startBroker({
        ARC_BROKER_HOST: HOST,
        ARC_BROKER_PORT: String(port.broker),
        ARC_API_URL: sandboxUrl,
        ARC_CLIENT_ID: secrets.clientId,
        ARC_CLIENT_SECRET: secrets.clientSecret,
        ARC_SWITCH_URL: sandboxUrl,
        ARC_SWITCH_APP_ID: '001',
        ARC_SWITCH_APP_KEY: '001',
        ARC_BROKER_KEYS: secrets.brokerKey,
        ARC_SESSION_KEYS: `k1:${secrets.sessionKey}`,
        ARC_WEBHOOK_KEYS: secrets.webhookKey,
        ARC_PLUG_WEBHOOK_SECRET: secrets.plugSecret,
        // The page works under both names of this machine.
        ARC_ALLOWED_ORIGINS: `${demoUrl},http://${HOST}:${port.demo}`,
        ARC_SANDBOX_MODE: 'true',
        ...brokerEnv,
      }),
    );
    await start(
      'demo',
      'DEMO_PORT',
      startDemo({ host: HOST, port: port.demo, brokerUrl, brokerKey: secrets.brokerKey, sandboxUrl, dev }),
    );
  } catch (error) {
    await close();
    throw error;
  }
  return { demoUrl, brokerUrl, sandboxUrl, secrets, close };
}

/**
 * Returns the port, or a free one for 0: the parts must know each other's ports before any of them
 * starts.
 */
async function portOf(port) {
  if (port !== 0) return port;
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, HOST, resolve));
  const free = server.address().port;
  await new Promise((resolve) => server.close(resolve));
  return free;
}
