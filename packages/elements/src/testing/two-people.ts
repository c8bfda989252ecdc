import { type ArcSession, createArcSession } from '@arc-elements/client';
import { ArcError } from '@arc-elements/models';

/** Names of the people. All text data of a person contains the name. */
export type Name = 'ADA' | 'HAL';

/**
 * A real session over a fake network. Ids are equal for both people, so that elements cannot tell
 * the data apart by ids, and aborted requests are answered too.
 */
export class TwoPeople {
  /** The person who is signed in on the partner's site; `null` for nobody. */
  signedIn: Name | null;
  readonly session: ArcSession;
  /** Requests in the order they were sent, each with the person of its token. */
  readonly sent: { readonly line: string; readonly name: string; readonly body: string }[] = [];
  /** Valid tokens. */
  readonly tokens = new Set<string>();
  #gate: Promise<void> | undefined;
  #open = () => {};
  #held = '';

  constructor(first: Name) {
    this.signedIn = first;
    this.session = createArcSession({
      broker: `${location.origin}/broker`,
      events: false,
      retryMs: 0,
      fetchSession: async () => this.#issueSession(),
      fetch: async (input, init) => await this.#answer(new Request(input, init)),
    });
  }

  /** Delays answers to this person until the returned function is called. */
  hold(name: Name): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    this.#held = name;
    this.#open = resolve;
    return this.#open;
  }

  #issueSession(): object {
    if (this.signedIn === null) throw new ArcError('unauthorized', 'Nobody is signed in.', { status: 401 });
    const iat = Math.floor(Date.now() / 1000);
    const token = `head.${btoa(JSON.stringify({ sub: this.signedIn, iat, exp: iat + 600, n: this.tokens.size }))}.sign`;
    this.tokens.add(token);
    return { token, session_id: 's', expires_at: new Date((iat + 600) * 1000).toISOString() };
  }

  async #answer(request: Request): Promise<Response> {
    const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '');
    const { sub: name } = JSON.parse(atob(token.split('.')[1] ?? '')) as { sub: Name };
    const path = new URL(request.url).pathname.replace('/broker', '');
    this.sent.push({ line: `${request.method} ${path}`, name, body: await request.text() });
    if (!this.tokens.has(token)) return Response.json({ title: 'no' }, { status: 401 });
    if (name === this.#held) await this.#gate;
    return Response.json(bodyOf(name, request.method, path));
  }
}

function bodyOf(name: Name, method: string, path: string): object {
  const list = (key: string, rows: readonly object[]) => ({ [key]: rows, page: null, total_count: rows.length });
  if (path === '/utility_credentials') return list('data', [credentialOf(name)]);
  if (path === '/utility_accounts')
    return list(
      'data',
      [1, 2, 3, 4, 5, 6, 7, 8].map((id) => accountOf(name, id)),
    );
  if (path === '/plug/credentials') return list('credentials', []);
  if (path === '/plug/connect/url' || path === '/auth/connect_url') return { url: `${PAGE}?of=${name}` };
  if (path === '/plug/meters') return list('meters', [meterOf(name, 'mtr_1'), meterOf(name, 'mtr_2')]);
  if (path.startsWith('/plug/meters/')) {
    return list('meters', [
      { ...meterOf(name, 'mtr_2'), ...(method === 'PATCH' && { status: 'INTERVALS_IN_PROGRESS' }) },
    ]);
  }
  if (path.startsWith('/plug/')) return readingsOf(name);
  return { status: 'success', count: 1, type: 'Account', results: [profileOf(name)] };
}

/** Any page does for the frame. */
const PAGE = `${location.origin}/packages/elements/package.json`;

const credentialOf = (name: Name) => ({
  id: 12,
  client_user_id: name,
  utility_name: `${name} Power`,
  utility_long_name: `${name} Power & Light`,
  username: `${name}@example.com`,
  verification_status: 'rejected',
  accounts_load_in_progress: false,
  verification_updated_at: '2026-01-15T11:59:00Z',
  created_at: '2026-01-15T11:58:00Z',
  updated_at: '2026-01-15T11:59:00Z',
  sandboxed: true,
});

const accountOf = (name: Name, id: number) => ({
  id,
  client_user_id: name,
  utility_name: `${name} Power`,
  utility_long_name: `${name} Power & Light`,
  utility_credential_id: 12,
  account_number: `00 ${name} 00${id}${name}`,
  status: 'active',
  service_address: { street_one: `${id} ${name} Street`, city: 'Portsmouth', state: 'NH', zip: '03801' },
  most_recent_tariff: null,
  flags: [],
  services: ['electric'],
  created_at: '2026-01-15T11:59:00Z',
  updated_at: '2026-01-15T11:59:00Z',
  feature_availability: {
    utility_statements: 'AVAILABLE',
    utility_intervals: 'AVAILABLE',
    utility_remittance: 'NOT_AVAILABLE',
    hosted_payments: 'NOT_AVAILABLE',
    charge_cost: name === 'ADA' ? 'AVAILABLE' : 'NOT_AVAILABLE',
    smart_charge: name === 'HAL' ? 'AVAILABLE' : 'NOT_AVAILABLE',
  },
  utility_meters: [],
  sandboxed: true,
});

const meterOf = (name: Name, id: string) => ({
  id,
  accounts: [{ id: 'acc_1', accountNumber: `0042 ${name}` }],
  serviceAddress: { streetOne: `1 ${name} Street`, city: 'Portsmouth', state: 'NH', zip: '03801' },
  meterNumber: `0077 ${id.slice(-1)}${name}`,
  serviceType: 'ELECTRIC',
  status: id === 'mtr_1' ? 'INTERVALS_SUCCESS' : 'INTERVALS_NOT_REQUESTED',
  statusDetail: 'INTERVAL_EXTRACTION_NOT_REQUESTED',
  isIntervalsProductActive: 'false',
  latestIntervalAt: id === 'mtr_1' ? '2026-01-14T05:00:00Z' : null,
  lastModifiedAt: '2026-01-15T11:59:00Z',
});

/** Returns forty days of constant load: 1 kWh per slot for Ada, 2 for Hal. */
const readingsOf = (name: Name) => {
  const load = Array.from({ length: 40 * 96 }, () => (name === 'ADA' ? 1 : 2));
  return {
    meterId: 'mtr_1',
    meterNumber: `0077 1${name}`,
    localTimezone: 'America/New_York',
    intervalDurationMinutes: 15,
    sourceIntervalDurationMinutes: [15],
    startAt: '2025-12-05T05:00:00Z',
    endAt: '2026-01-14T04:45:00Z',
    readings: [{ importKwh: load, exportKwh: load.map(() => 0), netKwh: load }],
  };
};

const profileOf = (name: Name) => ({
  accountId: name,
  providerAccountId: name,
  accountName: name,
  status: 'ACTIVE',
  address: { address1: `1 ${name} Street`, city: 'Portsmouth', state: 'NH', zip: '03801' },
  properties: { customerClass: { keyName: 'customerClass', dataValue: '1' } },
  tariffs: [{ masterTariffId: 522, tariffName: `${name} tariff`, lseName: `${name} Power`, customerLikelihood: 21.5 }],
});

/** Returns the text, attributes and input of an element, with those in shadow roots. */
export function contentOf(root: Element): string {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (node instanceof Text) found.push(node.data);
    if (node instanceof Element) {
      for (const { value } of node.attributes) found.push(value);
      if (node instanceof HTMLInputElement) found.push(node.value);
      if (node.shadowRoot !== null) visit(node.shadowRoot);
    }
    for (const child of node.childNodes) visit(child);
  };
  visit(root);
  return found.join('\n');
}
