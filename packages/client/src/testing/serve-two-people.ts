import type { Context } from 'hono';
import type { FakeBroker } from './fake-broker.ts';
import { meter, utilityAccount, utilityCredential } from './wire.ts';

/** A request that arrived at the broker. */
interface RecordedRequest {
  readonly line: string;
  readonly subject: string;
  readonly body: string;
}

/** Returns the subject of a request's token. */
export function subjectOf(context: Context): string {
  const payload = (context.req.header('authorization') ?? '').split('.')[1] ?? '';
  if (payload === '') return '';
  return String(JSON.parse(Buffer.from(payload, 'base64url').toString()).sub);
}

/**
 * Makes a broker answer each person with rows that have their name in every text. Ids are the same
 * for all people, so that data cannot be kept apart by them. Returns the requests.
 */
export function serveTwoPeople(
  broker: FakeBroker,
  beforeAnswer: (context: Context) => Promise<unknown> = async () => {},
) {
  const requests: RecordedRequest[] = [];
  broker.override = async (context) => {
    const { method, path } = context.req;
    const subject = subjectOf(context);
    requests.push({ line: `${method} ${path}`, subject, body: method === 'GET' ? '' : await context.req.text() });
    const token = (context.req.header('authorization') ?? '').replace('Bearer ', '');
    if (!broker.tokens.has(token)) return null;
    const answer = answerOf(subject, method, path);
    // The answer is created before the wait, with the data of that time.
    if (answer !== null) await beforeAnswer(context);
    return answer;
  };
  return requests;
}

function answerOf(subject: string, method: string, path: string): Response | null {
  switch (path) {
    case '/utility_credentials':
      return list('data', [utilityCredential({ client_user_id: subject, utility_name: subject, username: subject })]);
    case '/utility_accounts':
      return list('data', [utilityAccount({ client_user_id: subject, account_number: subject })]);
    case '/plug/credentials':
      return list('credentials', []);
    case '/plug/meters':
      return list('meters', [activeMeter(subject), inactiveMeter(subject)]);
    case '/plug/meters/mtr_2':
      return list('meters', [
        { ...inactiveMeter(subject), ...(method === 'PATCH' ? { status: 'INTERVALS_IN_PROGRESS' } : {}) },
      ]);
    case '/plug/normalizedIntervals/meters/mtr_1':
      return Response.json(intervalsOf(subject));
  }
  if (!path.startsWith('/rest/v1/accounts')) return null;
  const account = { accountId: subject, providerAccountId: subject, accountName: subject, status: 'ACTIVE' };
  return list('results', [{ ...account, properties: null }]);
}

const list = (name: string, rows: readonly object[]) =>
  Response.json({ [name]: rows, page: null, status: 'success', count: rows.length, total_count: rows.length });

const activeMeter = (subject: string) =>
  meter({ meterNumber: subject, status: 'INTERVALS_SUCCESS', latestIntervalAt: '2026-01-15T11:00:00Z' });

const inactiveMeter = (subject: string) => meter({ id: 'mtr_2', meterNumber: subject });

const intervalsOf = (subject: string) => ({
  meterId: 'mtr_1',
  meterNumber: subject,
  localTimezone: 'America/Los_Angeles',
  intervalDurationMinutes: 15,
  startAt: '2024-01-01T08:00:00Z',
  readings: [{ importKwh: [subject.length], exportKwh: [0], netKwh: [subject.length] }],
});
