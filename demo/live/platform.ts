import { createBroker, fetchTransport, SCOPES } from '@arc-elements/broker';
import { createSandbox, type Sandbox } from '@arc-elements/sandbox';

/** Addresses that the examples use. Requests to them are answered inside the page. */
const BROKER = 'https://broker.example.com';
export const PLATFORM = 'https://platform.example.com';
const SESSION_ROUTE = '/arc/session';
/** Id of the user who is signed in on the page of an example. */
const USER = 'example-person';
/** Keys of the broker and the sandbox. They need not be secret: both run only inside this page. */
const KEYS = { broker: 'broker-key-of-this-page', webhook: 'webhook-key-of-this-page', session: 'k'.repeat(43) };
/** Routes of the platform that answer with the address of the Connect page. */
const CONNECT_ADDRESSES = ['/auth/connect_url', '/plug/connect/url'];

/** The sandbox and a broker in front of it, both in this page. */
export interface LivePlatform {
  readonly sandbox: Sandbox;
  /** Answers requests to the broker and to the session route; all others go to the network. */
  readonly fetch: typeof fetch;
}

/**
 * Starts sandbox and broker. With a `scenario` the user is connected in it already, and the usage
 * data of each meter is turned on where the scenario allows that.
 */
export async function startPlatform(scenario: string | null): Promise<LivePlatform> {
  const sandbox = createSandbox({
    webhooks: [{ url: `${BROKER}/webhooks/arc`, key: KEYS.webhook }],
    fetch: (input, init) => broker.fetch(new Request(input, init)),
  });
  const broker = createBroker({
    apiUrl: PLATFORM,
    clientId: '001',
    clientSecret: '001',
    switch: { url: PLATFORM, appId: '001', appKey: '001' },
    sandboxMode: true,
    brokerKeys: [KEYS.broker],
    sessionKeys: [{ kid: 'k1', key: KEYS.session }],
    webhookKeys: [KEYS.webhook],
    allowedOrigins: [location.origin],
    transport: fetchTransport(async (input, init) => withOwnConnectPage(input, await sandbox.fetch(input, init))),
  });
  if (scenario !== null) {
    const { meterIds } = sandbox.users.connect(USER, scenario);
    for (const id of meterIds) await sandbox.fetch(`${PLATFORM}/_sandbox/meters/${id}/activate`, { method: 'POST' });
    // The first readings arrive within a minute.
    await sandbox.clock.advance(60_000);
  }

  const network = window.fetch.bind(window);
  return {
    sandbox,
    async fetch(input, init) {
      const request = new Request(input, init);
      const { origin, pathname } = new URL(request.url);
      if (origin === BROKER) return broker.fetch(request);
      if (origin === location.origin && pathname === SESSION_ROUTE) return broker.fetch(sessionRequest());
      return network(input, init);
    },
  };
}

/**
 * Returns the request by which a partner's server gets a session of the signed-in user from the
 * broker.
 */
function sessionRequest(): Request {
  return new Request(`${BROKER}/sessions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${KEYS.broker}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: USER, scopes: SCOPES }),
  });
}

/**
 * Replaces the address of the platform's Connect page, which no server answers, with that of this
 * site's own page.
 */
async function withOwnConnectPage(input: RequestInfo | URL, answer: Response): Promise<Response> {
  const { pathname } = new URL(String(input));
  if (!answer.ok || !CONNECT_ADDRESSES.includes(pathname)) return answer;
  const text = await answer.text();
  return new Response(text.replace(`${PLATFORM}/connect/sandbox`, `${location.origin}/live/connect.html`), answer);
}
