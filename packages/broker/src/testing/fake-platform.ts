import type { Transport, UpstreamRequest } from '../upstream/transport.ts';

/** One request as the platform saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Row = Record<string, unknown>;

/** Returns another answer in place of the platform's, or `null` to keep that. */
export type Fault = (request: SeenRequest) => Response | null | Promise<Response | null>;

/** Strings that must never reach a browser, a log or a store. */
export const CANARIES = {
  clientId: 'CANARY-client-id',
  clientSecret: 'CANARY-client-secret',
  token: 'CANARY-upstream-token',
  appId: 'CANARY-app-id',
  appKey: 'CANARY-app-key',
} as const;

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

/** A small platform in memory with the users `alice` and `bob`, which can be told to misbehave. */
export class FakePlatform {
  readonly requests: SeenRequest[] = [];
  /** Faults, tried in order before the usual answer. */
  readonly faults: Fault[] = [];
  /** True if lists have everybody's rows, as upstream's do when they do not understand a filter. */
  ignoresFilters = false;
  tokenAnswer: Row = { expires_in: 300, token_type: 'Bearer', scope: 'profile email', 'not-before-policy': 0 };
  /** Number of issued tokens; only the last one is accepted. */
  tokensIssued = 0;
  readonly utilityCredentials: Row[] = [];
  readonly utilityAccounts: Row[] = [];
  readonly credentials: Row[] = [];
  readonly meters: (Row & { readonly of: readonly string[] })[] = [];
  readonly accounts: Row[] = [];

  constructor() {
    for (const [n, user] of ['alice', 'bob'].entries()) this.#add(user, n + 1);
  }

  /** The transport to give a broker. */
  readonly transport: Transport = async (request) => {
    request.signal.throwIfAborted();
    const seen = toSeen(request);
    this.requests.push(seen);
    for (const fault of this.faults) {
      const answer = await fault(seen);
      if (answer !== null) return toAnswer(answer);
    }
    return toAnswer(this.#answer(seen));
  };

  /** Returns the requests whose path has this prefix. */
  seen(prefix: string): readonly SeenRequest[] {
    return this.requests.filter(({ url }) => url.pathname.startsWith(prefix));
  }

  #add(user: string, n: number): void {
    this.utilityCredentials.push({
      id: n * 10,
      client_user_id: user,
      utility_name: 'PG&E',
      username: `${user}@example.com`,
      verification_status: 'verified',
      accounts_load_in_progress: false,
      signing_key: 'not for browsers',
      sandboxed: true,
    });
    this.utilityAccounts.push({
      id: n * 100,
      client_user_id: user,
      utility_credential_id: n * 10,
      utility_name: 'PG&E',
      account_number: `A-${user}`,
      status: 'active',
      services: ['electric'],
      feature_availability: { utility_intervals: 'AVAILABLE' },
      pdf_url: 'https://files/x',
      utility_meters: [{ id: n, client_user_id: user, meter_number: '00 7' }],
    });
    this.credentials.push({
      id: `crd_${user}`,
      correlationId: user,
      status: 'CONNECTION_SUCCESS',
      username: user,
      username2: 'second',
    });
    this.meters.push({
      id: `mtr_${user}`,
      of: [`crd_${user}`],
      meterNumber: `M-${user}`,
      status: 'INTERVALS_NOT_REQUESTED',
      customData: { note: 'inside' },
    });
    this.accounts.push({
      accountId: `acc-${user}`,
      providerAccountId: user,
      accountName: user,
      customerOrgId: 'org',
      properties: { customerClass: { keyName: 'customerClass', dataValue: '1', operator: 'inside' } },
      tariffs: [{ masterTariffId: 522, customerLikelihood: 80 }],
    });
  }

  #answer(request: SeenRequest): Response {
    const { method, url } = request;
    const path = url.pathname;
    if (path === '/oauth2/token') {
      this.tokensIssued += 1;
      return json({ access_token: `${CANARIES.token}-${this.tokensIssued}`, ...this.tokenAnswer });
    }
    const bearer = path.startsWith('/rest/')
      ? `Basic ${btoa(`${CANARIES.appId}:${CANARIES.appKey}`)}`
      : `Bearer ${CANARIES.token}-${this.tokensIssued}`;
    if (request.headers.authorization !== bearer) return json({ error: 'Unknown or invalid access token' }, 401);
    const body = request.body as Row | null;
    const [, first, second, third, fourth] = path.split('/');
    if (method === 'GET' && (path === '/utility_credentials' || path === '/utility_accounts')) {
      const rows = path === '/utility_credentials' ? this.utilityCredentials : this.utilityAccounts;
      const user = url.searchParams.get('client_user_id');
      const kept = rows.filter((row) => this.ignoresFilters || row.client_user_id === user);
      return json({ data: kept, total_count: kept.length });
    }
    if (method === 'GET' && first === 'utility_accounts') {
      return this.#one(this.utilityAccounts.find((row) => String(row.id) === second));
    }
    if (path === '/auth/connect_token') return json({ connect_token: `ct-${JSON.stringify(body).length}`, extra: 1 });
    if (path === '/auth/connect_url') return json({ connect_url: 'https://connect.example/?token=x', extra: 1 });
    if (path === '/plug/connect/url') return json({ url: 'https://connect.example/sandbox', extra: 1 });
    if (path === '/plug/credentials' && method === 'POST')
      return json({ id: 'crd_new', password: 'echoed', ...body }, 201);
    if (path === '/plug/credentials') return this.#list('credentials', this.credentials, url);
    if (path === '/plug/meters') return this.#list('meters', this.meters, url);
    if (method === 'PATCH' && first === 'plug' && second === 'meters') {
      const meter = this.meters.find((row) => row.id === third);
      if (meter?.status !== 'INTERVALS_NOT_REQUESTED') return json({ error: 'invalid_meter_activation' }, 400);
      meter.status = 'INTERVALS_IN_PROGRESS';
      return json({ meters: [meter], page: { number: 0, size: 0, totalElements: 0, totalPages: 0 } });
    }
    if (first === 'plug' && third === 'meters')
      return json(intervalBody(String(fourth), second === 'normalizedIntervals'));
    if (path.startsWith('/rest/v1/accounts')) return this.#switch(request);
    return json({ error: 'Not found' }, 404);
  }

  #list(key: string, rows: readonly Row[], url: URL): Response {
    const search = url.searchParams.get('search') ?? '';
    const user = /^correlationId==(.+)$/.exec(search)?.[1];
    const ids = /^credentialIds=in=\(([^)]*)\)$/.exec(search)?.[1]?.split(',') ?? [];
    const kept = rows.filter((row) => {
      const of = row.of as readonly string[] | undefined;
      return this.ignoresFilters || (of === undefined ? row.correlationId === user : of.some((id) => ids.includes(id)));
    });
    const size = Number(url.searchParams.get('size') ?? 20);
    const number = Number(url.searchParams.get('page') ?? 0);
    return json({
      [key]: kept.slice(number * size, (number + 1) * size),
      page: { number, size, totalElements: kept.length, totalPages: Math.ceil(kept.length / size) },
    });
  }

  #switch({ method, url, body }: SeenRequest): Response {
    const [, , , , ...rest] = url.pathname.split('/');
    const envelope = (results: unknown): Response => json({ status: 'success', count: 1, type: 'Account', results });
    if (method === 'PUT' && rest.length === 0) return envelope([{ accountId: 'acc-new', ...(body as Row) }]);
    if (method === 'DELETE') return json({ status: 'success', count: 0, type: 'PropertyData', results: null });
    if (method === 'GET') {
      const account = this.accounts.find((row) => row.providerAccountId === rest[1]);
      return account === undefined
        ? json({ status: 'error', count: 0, type: 'Error', results: null }, 404)
        : envelope([account]);
    }
    return envelope([body]);
  }

  #one(row: Row | undefined): Response {
    return row === undefined ? json({ error: "Couldn't find it" }, 404) : json(row);
  }
}

/** Returns an interval answer of a meter that two users share. */
export function intervalBody(meterId: string, normalized: boolean): Row {
  const user = meterId.slice('mtr_'.length);
  return {
    correlationIds: ['stranger', user],
    credentialIds: ['crd_stranger', `crd_${user}`],
    meterId,
    meterNumber: 23220,
    intervalsUpdatedAt: '2024-08-28T09:56:12.000+00:00',
    localTimezone: 'US/Pacific "quoted" ] }',
    somethingNew: { secret: ['inside'] },
    readings: normalized
      ? [{ importKwh: [1, 2.5, null], exportKwh: [0, 0, 0], netKwh: [1, 2.5, null] }]
      : [
          {
            startAt: '2023-08-29T07:00:00.000+00:00',
            endAt: '2023-08-29T07:15:00.000+00:00',
            direction: 'import',
            kwh: 0.5,
            kw: 2,
          },
        ],
    endAt: '2024-05-23T06:45:00.000+00:00',
  };
}

function toSeen({ method, url, headers, body }: UpstreamRequest): SeenRequest {
  let parsed: unknown = body ?? null;
  if (body?.startsWith('{')) parsed = JSON.parse(body);
  return { method, url: new URL(url), headers, body: parsed };
}

function toAnswer(response: Response): Awaited<ReturnType<Transport>> {
  return {
    status: response.status,
    headers: response.headers,
    body: response.body as AsyncIterable<Uint8Array> | null,
  };
}
