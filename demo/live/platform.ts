import { createBroker, fetchTransport, SCOPES } from '@arc-elements/broker';
import { createSandbox, type Sandbox } from '@arc-elements/sandbox';

/** Addresses as the examples write them. All but the page's own site are answered in the page. */
const BROKER = 'https://broker.example.com';
export const PLATFORM = 'https://platform.example.com';
const SESSION_ROUTE = '/arc/session';
/** Who is signed in on the page of an example. */
const PERSON = 'example-person';
/** Keys of two servers that exist in one page only. */
const KEYS = { broker: 'broker-key-of-this-page', webhook: 'webhook-key-of-this-page', session: 'k'.repeat(43) };
/** Answers of these have the address of the Connect page. */
const CONNECT_ADDRESSES = ['/auth/connect_url', '/plug/connect/url'];

/** The sandbox and a broker in front of it, both in this page. */
export interface LivePlatform {
  readonly sandbox: Sandbox;
  /** Answers what a page asks of its broker and of its session route; all else goes to the network. */
  readonly fetch: typeof fetch;
}

/**
 * Starts both. With `scenario` the person is connected in it already, and with `usage` the usage data of each meter is
 * turned on, as far as it can be.
 */
export async function startPlatform(scenario: string | null, usage: boolean): Promise<LivePlatform> {
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
    const { meterIds } = sandbox.users.connect(PERSON, scenario);
    if (usage) {
      for (const id of meterIds) await sandbox.fetch(`${PLATFORM}/_sandbox/meters/${id}/activate`, { method: 'POST' });
      // Long enough for the first readings.
      await sandbox.clock.advance(60_000);
    }
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

/** What a partner's server asks of the broker for the person who is signed in. */
function sessionRequest(): Request {
  return new Request(`${BROKER}/sessions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${KEYS.broker}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: PERSON, scopes: SCOPES }),
  });
}

/** The answer with the Connect page of this site in place of the platform's, which no server has. */
async function withOwnConnectPage(input: RequestInfo | URL, answer: Response): Promise<Response> {
  const { pathname } = new URL(String(input));
  if (!answer.ok || !CONNECT_ADDRESSES.includes(pathname)) return answer;
  const text = await answer.text();
  return new Response(text.replace(`${PLATFORM}/connect/sandbox`, `${location.origin}/live/connect.html`), answer);
}
