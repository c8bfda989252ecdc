/**
 * The broker as a Cloudflare Worker, or in workerd: one Durable Object answers everything, because what a broker holds
 * for its requests (the platform's token, streams, events) may not be shared among requests of a plain worker.
 */
import { createBroker } from '@arc-elements/broker';

const list = (text) => (text ? text.split(',') : undefined);
const keys = (text) =>
  list(text)?.map((item) => {
    const [kid, key] = item.split(':');
    return { kid, key };
  });

/** Lives as long as its object: events that it has acknowledged go with it, and pages then read everything again. */
export class Broker {
  #broker;

  constructor(_state, env) {
    this.#broker = createBroker({
      apiUrl: env.ARC_API_URL,
      clientId: env.ARC_CLIENT_ID,
      clientSecret: env.ARC_CLIENT_SECRET,
      brokerKeys: list(env.ARC_BROKER_KEYS),
      sessionKeys: keys(env.ARC_SESSION_KEYS),
      webhookKeys: list(env.ARC_WEBHOOK_KEYS),
      plugWebhookSecret: env.ARC_PLUG_WEBHOOK_SECRET,
      allowedOrigins: list(env.ARC_ALLOWED_ORIGINS),
      // Every other option of createBroker, as JSON in wrangler.jsonc.
      ...env.ARC_OPTIONS,
    });
  }

  fetch(request) {
    return this.#broker.fetch(request);
  }
}

export default {
  fetch: (request, env) => env.BROKER.get(env.BROKER.idFromName('broker')).fetch(request),
};
