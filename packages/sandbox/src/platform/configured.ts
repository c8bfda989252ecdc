import type { SandboxOptions } from '../options.ts';
import { PROVIDERS } from './providers.ts';
import { importedHome } from './scenarios.ts';
import type { World } from './world.ts';

/** Adds the webhook endpoints and imported meters of the options, which a reset does not remove. */
export function addConfigured(world: World, options: SandboxOptions, restored: boolean): void {
  const { store, clock, lifecycle } = world;
  const now = clock.now();
  const addEndpoint = (generation: 'legacy' | 'plug', url: string, signingKey: string): void => {
    const id = store.nextUuid('configured-endpoint');
    const known = store.endpoints.find((each) => each.configured && each.generation === generation && each.url === url);
    if (known !== undefined) store.endpoints.update(known.id, { signingKey });
    else {
      store.endpoints.put({
        id,
        generation,
        url,
        signingKey,
        enabled: true,
        arcVersion: '2022-10-13',
        configured: true,
        createdAtMs: now,
        updatedAtMs: now,
      });
    }
  };
  const wanted = new Set([...(options.webhooks ?? []).map((each) => each.url), options.plugWebhook]);
  // Endpoints that a database kept from an earlier start with other flags.
  for (const old of store.endpoints.filter((each) => each.configured && !wanted.has(each.url)))
    store.endpoints.remove(old.id);
  for (const webhook of options.webhooks ?? []) addEndpoint('legacy', webhook.url, webhook.key);
  if (options.plugWebhook !== undefined) addEndpoint('plug', options.plugWebhook, '');

  const homes = new Map<string, string>();
  for (const [index, { user = 'demo', meter }] of (options.imports ?? []).entries()) {
    const before = restored
      ? store.meters.find((each) => each.source.kind === 'import' && each.source.index === index)
      : undefined;
    if (before !== undefined) continue;
    let credentialId = homes.get(user);
    if (credentialId === undefined) {
      const provider = PROVIDERS[0] as { id: string };
      const credential = lifecycle.submitLogin({
        user,
        providerId: provider.id,
        username: `${user}@import.example`,
        password: null,
        scenario: importedHome,
      });
      lifecycle.completeLogin(credential);
      credentialId = credential.id;
      homes.set(user, credentialId);
    }
    const credential = store.credentials.get(credentialId);
    if (credential === undefined) continue;
    let firstMs = Number.POSITIVE_INFINITY;
    let endMs = Number.NEGATIVE_INFINITY;
    let lastMs = Number.NEGATIVE_INFINITY;
    for (const reading of meter.readings) {
      firstMs = Math.min(firstMs, reading.startMs);
      endMs = Math.max(endMs, reading.endMs);
      lastMs = Math.max(lastMs, reading.startMs);
    }
    const readingMinutes = (endMs - lastMs) / 60_000;
    lifecycle.addImportedMeter(credential, {
      index,
      meterNumber: meter.meterNumber,
      timeZone: meter.timeZone,
      firstMs,
      endMs,
      readingMinutes,
    });
  }
}
