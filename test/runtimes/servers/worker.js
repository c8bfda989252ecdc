import { createBroker } from './core.mjs';

/** Requests to one object may share tokens, look-ups and streams; requests to a worker may not. */
export class Broker {
  #broker;

  constructor(_state, env) {
    this.#broker = createBroker(env.OPTIONS);
  }

  fetch(request) {
    return this.#broker.fetch(request);
  }
}

export default {
  fetch: (request, env) => env.BROKER.get(env.BROKER.idFromName('broker')).fetch(request),
};
