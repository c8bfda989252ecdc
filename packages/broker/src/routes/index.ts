import type { Route } from '../route.ts';
import { utilityAccount, utilityAccounts, utilityCredentials } from './arc.ts';
import { connectToken, connectUrl, plugConnectUrl } from './connect.ts';
import { events } from './events.ts';
import { normalizedIntervals, rawIntervals } from './intervals.ts';
import { healthz, openApi, readyz } from './operations.ts';
import { activateIntervals, createCredential, credentials, meter, meters } from './plug.ts';
import { createSession, revokeSession, revokeUserSessions } from './sessions.ts';
import { account, addProperty, deleteProperty, setProperty, upsertAccount } from './switch.ts';
import { arcWebhook, plugWebhook } from './webhooks.ts';

/** The whole table: what is not in it does not exist. */
export const ROUTES: readonly Route[] = [
  createSession,
  revokeSession,
  revokeUserSessions,
  utilityCredentials,
  utilityAccounts,
  utilityAccount,
  connectToken,
  connectUrl,
  plugConnectUrl,
  credentials,
  createCredential,
  meters,
  meter,
  activateIntervals,
  rawIntervals,
  normalizedIntervals,
  account,
  upsertAccount,
  addProperty,
  setProperty,
  deleteProperty,
  events,
  arcWebhook,
  plugWebhook,
  healthz,
  readyz,
  openApi(() => ROUTES),
];
