import { randomBytes } from 'node:crypto';
import { sessionAnswer } from '../../../broker/src/index.ts';
import { startBroker } from '../../../broker/src/node/index.ts';
import { startSandbox } from '../../../sandbox/src/node/index.ts';
import type { BenchServer } from './server.ts';

const NOW = Date.parse('2026-09-18T19:00:00Z');
const USER = 'bench';
const secret = (bytes = 24) => randomBytes(bytes).toString('base64url');

/** A broker in front of a sandbox, whose user has a meter with a year of readings. */
export interface Platform {
  readonly brokerUrl: string;
  readonly meterId: string;
  close(): Promise<void>;
}

/**
 * Starts broker and sandbox, connects the user, and adds `POST /arc/session` to the server of the
 * pages.
 */
export async function startPlatform(server: BenchServer): Promise<Platform> {
  const brokerKey = secret();
  const sandbox = await startSandbox({ port: 0, now: NOW });
  const broker = await startBroker({
    ARC_BROKER_PORT: '0',
    ARC_API_URL: sandbox.url,
    ARC_CLIENT_ID: '001',
    ARC_CLIENT_SECRET: '001',
    ARC_BROKER_KEYS: brokerKey,
    ARC_SESSION_KEYS: `k1:${secret(32)}`,
    ARC_ALLOWED_ORIGINS: server.url,
    ARC_SANDBOX_MODE: 'true',
  });
  const meterId = await connect(sandbox.url);
  server.route('/arc/session', async () => {
    const { status, body } = await sessionAnswer({
      broker: broker.url,
      key: brokerKey,
      user: USER,
      origins: [server.url],
    });
    return { status, type: 'application/json', body: JSON.stringify(body) };
  });
  return {
    brokerUrl: broker.url,
    meterId,
    async close() {
      await broker.close();
      await sandbox.close();
    },
  };
}

async function connect(sandbox: string): Promise<string> {
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${sandbox}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${method} ${path}.`);
    return answer.json() as Promise<Record<string, unknown>>;
  };
  const { meterIds } = await send('POST', '/_sandbox/users', { user: USER, scenario: 'solar-home' });
  const form = 'grant_type=client_credentials&client_id=001&client_secret=001';
  const formType = { 'content-type': 'application/x-www-form-urlencoded' };
  const { access_token: token } = await send('POST', '/oauth2/token', form, formType);
  const [id] = meterIds as [string];
  const headers = { authorization: `Bearer ${token}`, 'arc-version': '2024-02-21' };
  await send('PATCH', `/plug/meters/${id}`, { isIntervalsProductActive: true }, headers);
  await send('POST', '/_sandbox/clock', { advanceMs: 60_000 });
  return id;
}
