/** The broker as the command runs it, with a limit that no part reaches. */
import { startBroker } from '../../src/node/start.ts';
import { announce } from './announce.ts';

const { url } = await startBroker({
  ARC_BROKER_PORT: '0',
  ARC_API_URL: process.argv[2],
  ARC_CLIENT_ID: 'bench',
  ARC_CLIENT_SECRET: 'bench-client-secret',
  ARC_BROKER_KEYS: 'bench-broker-key',
  ARC_SESSION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64url')}`,
  ARC_WEBHOOK_KEYS: 'bench-webhook-key',
  ARC_ALLOWED_ORIGINS: 'https://partner.example',
  ARC_SESSION_LIMIT: '999999999',
  ARC_REDIS_URL: process.argv[3],
});
announce(url);
