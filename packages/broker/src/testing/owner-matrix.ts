type Row = Record<string, unknown>;

/** A request of the broker to the platform. */
export interface Question {
  /** Method and path. */
  readonly asks: string;
  /** Returns a new answer that is the user's own, and its row. */
  readonly answer: () => { readonly answer: unknown; readonly row: Row };
  /** Field in which each row has to name its owner; `null` if none is documented. */
  readonly names: string | null;
  /** True if a row may name the user's Plug credentials. */
  readonly namesCredentials: boolean;
}

/** A request to a browser route for something of the user. */
export interface MatrixRow {
  readonly path: string;
  readonly body?: unknown;
  /** Requests to the platform, in order. */
  readonly questions: readonly Question[];
  /**
   * Status if the row does not name the user in its owner field; default 502. A client may ask for
   * any id, so that is no fault.
   */
  readonly notNamed?: 404;
}

/** A string in every row, which no browser may see if the row is another user's. */
export const INSIDE = 'CANARY-of-the-answer';

/** Returns a request whose answer is a row or a list with it. */
function question(
  asks: string,
  row: Row,
  {
    list,
    names = null,
    kind,
  }: {
    list?: 'data' | 'credentials' | 'meters' | 'results';
    names?: string | null;
    kind?: 'meters' | 'intervals';
  } = {},
): Question {
  return {
    asks,
    answer: () => {
      const copy = structuredClone(row);
      const around = { status: 'success', type: 'x', page: { number: 0, size: 100, totalElements: 1, totalPages: 1 } };
      return { answer: list === undefined ? copy : { ...around, [list]: [copy] }, row: copy };
    },
    names,
    namesCredentials: kind !== undefined,
  };
}

/** Every request of the broker to the platform about one user. */
function questionsFor(user: string) {
  const login = { id: 10, client_user_id: user, utility_name: INSIDE };
  const account = { id: 100, client_user_id: user, account_number: INSIDE, utility_meters: [{ id: 1 }] };
  const credential = { id: 'crd_own', correlationId: user, username: INSIDE };
  const meter = { id: 'mtr_own', meterNumber: INSIDE, accounts: [{ id: 'a', accountNumber: INSIDE }] };
  const intervals = { meterId: 'mtr_own', meterNumber: INSIDE, localTimezone: 'US/Pacific', readings: [] };
  const profile = { accountId: 'acc-own', providerAccountId: user, accountName: INSIDE, properties: {} };
  const property = { keyName: 'buildingArea', dataValue: INSIDE };
  const pid = `/rest/v1/accounts/pid/${user}`;
  const legacy = { list: 'data', names: 'client_user_id' } as const;
  const switched = { list: 'results', names: 'providerAccountId' } as const;
  const ofMeters = { list: 'meters', kind: 'meters' } as const;
  return {
    logins: question('GET /utility_credentials', login, legacy),
    accounts: question('GET /utility_accounts', account, legacy),
    account: question('GET /utility_accounts/100', account, { names: 'client_user_id' }),
    connectToken: question('POST /auth/connect_token', { connect_token: INSIDE }),
    connectUrl: question('POST /auth/connect_url', { connect_url: `https://x.example/?token=${INSIDE}` }),
    plugConnectUrl: question('POST /plug/connect/url', { url: `https://x.example/${INSIDE}` }),
    credentials: question('GET /plug/credentials', credential, { list: 'credentials', names: 'correlationId' }),
    newCredential: question('POST /plug/credentials', credential, { names: 'correlationId' }),
    meters: question('GET /plug/meters', meter, ofMeters),
    activation: question('PATCH /plug/meters/mtr_own', meter, ofMeters),
    raw: question('GET /plug/intervals/meters/mtr_own', intervals, { kind: 'intervals' }),
    normalized: question('GET /plug/normalizedIntervals/meters/mtr_own', intervals, { kind: 'intervals' }),
    profile: question(`GET ${pid}`, profile, switched),
    savedProfile: question('PUT /rest/v1/accounts', profile, switched),
    property: question(`POST ${pid}/properties`, property, { list: 'results' }),
    changedProperty: question(`PUT ${pid}/properties`, property, { list: 'results' }),
    noProperty: question('DELETE /rest/v1/accounts/acc-own/properties/buildingArea', property, { list: 'results' }),
  };
}

/** Returns every browser route except the event stream, whose events come by webhook. */
export function ownershipMatrix(user: string): Readonly<Record<string, MatrixRow>> {
  const q = questionsFor(user);
  const pid = `/rest/v1/accounts/pid/${user}`;
  const repair = { utility_credential_id: 10 };
  const property = { keyName: 'buildingArea', dataValue: '1' };
  const owned = [q.credentials, q.meters];
  return {
    'GET /utility_credentials': { path: '/utility_credentials', questions: [q.logins] },
    'GET /utility_accounts': { path: '/utility_accounts', questions: [q.accounts] },
    'GET /utility_accounts/:id': { path: '/utility_accounts/100', questions: [q.account], notNamed: 404 },
    'POST /auth/connect_token': { path: '/auth/connect_token', body: repair, questions: [q.logins, q.connectToken] },
    'POST /auth/connect_url': { path: '/auth/connect_url', body: repair, questions: [q.logins, q.connectUrl] },
    'POST /plug/connect/url': { path: '/plug/connect/url', body: {}, questions: [q.plugConnectUrl] },
    'GET /plug/credentials': { path: '/plug/credentials', questions: [q.credentials] },
    'POST /plug/credentials': {
      path: '/plug/credentials',
      body: { providerId: 'p', username: 'u', password: 'x' },
      questions: [q.newCredential],
    },
    'GET /plug/meters': { path: '/plug/meters', questions: owned },
    'GET /plug/meters/:id': { path: '/plug/meters/mtr_own', questions: owned },
    'PATCH /plug/meters/:id': {
      path: '/plug/meters/mtr_own',
      body: { isIntervalsProductActive: true },
      questions: [...owned, q.activation],
    },
    'GET /plug/intervals/meters/:id': { path: '/plug/intervals/meters/mtr_own', questions: [...owned, q.raw] },
    'GET /plug/normalizedIntervals/meters/:id': {
      path: '/plug/normalizedIntervals/meters/mtr_own',
      questions: [...owned, q.normalized],
    },
    'GET /rest/v1/accounts/pid/:id': { path: pid, questions: [q.profile] },
    'PUT /rest/v1/accounts': { path: '/rest/v1/accounts', body: { accountName: 'Home' }, questions: [q.savedProfile] },
    'POST /rest/v1/accounts/pid/:id/properties': { path: `${pid}/properties`, body: property, questions: [q.property] },
    'PUT /rest/v1/accounts/pid/:id/properties': {
      path: `${pid}/properties`,
      body: property,
      questions: [q.changedProperty],
    },
    'DELETE /rest/v1/accounts/pid/:id/properties/:keyName': {
      path: `${pid}/properties/buildingArea`,
      questions: [q.profile, q.noProperty],
    },
  };
}
