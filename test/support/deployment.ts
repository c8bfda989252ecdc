import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { readEnvironment } from '@arc-elements/broker/node';
import { DEPLOY } from '../../packages/broker/src/testing/nginx.ts';

/** Where each secret is, by its variable. */
export const VARIABLES = {
  ARC_CLIENT_ID_FILE: 'client-id',
  ARC_CLIENT_SECRET_FILE: 'client-secret',
  ARC_BROKER_KEYS_FILE: 'broker-keys',
  ARC_SESSION_KEYS_FILE: 'session-keys',
  ARC_WEBHOOK_KEYS_FILE: 'webhook-keys',
  ARC_PLUG_WEBHOOK_SECRET_FILE: 'plug-webhook-secret',
};

/**
 * Longest time in which a broker stops: streams over 5 s, then running requests within 15 s
 * (`src/node/command.ts`).
 */
export const LONGEST_END_S = 20;

/** A folder that is removed with the tests. */
export const folder: string = mkdtempSync(join(tmpdir(), 'arc-elements-deploy-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Makes secrets with `new-secrets.sh` once, adds those of the platform, and returns their folder.
 */
export function secrets(): string {
  const place = join(folder, 'secrets');
  if (existsSync(place)) return place;
  execFileSync('sh', [join(DEPLOY, 'new-secrets.sh'), place]);
  for (const name of ['client-id', 'client-secret']) writeFileSync(join(place, name), 'from-the-platform\n');
  return place;
}

/**
 * Reads the broker's options from variables that name files under `mounted`, where an orchestrator
 * mounts the secrets.
 */
export function environmentOf(variables: Readonly<Record<string, string>>, mounted: string) {
  const local = (value: string): string => value.replace(mounted, secrets());
  return readEnvironment({
    ARC_ALLOWED_ORIGINS: 'https://app.example.com',
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, local(value)])),
  });
}
