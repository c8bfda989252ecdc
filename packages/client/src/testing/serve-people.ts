import type { Context } from 'hono';
import type { FakeBroker } from './fake-broker.ts';
import { meter, utilityAccount, utilityCredential } from './wire.ts';

/** A request as it reached the broker: whose token it had, and what it carried. */
interface Arrival {
  readonly line: string;
  readonly subject: string;
  readonly body: string;
}

/** Whom the token of a request is for. */
export function subjectOf(context: Context): string {
  const payload = (context.req.header('authorization') ?? '').split('.')[1] ?? '';
  if (payload === '') return '';
  return String(JSON.parse(Buffer.from(payload, 'base64url').toString()).sub);
}

/**
 * Makes a broker answer everybody with rows of their own, which name them: all that is shown of `ada` has the text "ada" in it. Ids are the same
 * for all, so that nothing is kept apart by them.
 */
export function servePeople(broker: FakeBroker, answered: (context: Context) => Promise<unknown> = async () => {}) {
  const arrivals: Arrival[] = [];
  broker.override = async (context) => {
    const { method, path } = context.req;
    const subject = subjectOf(context);
    arrivals.push({ line: `${method} ${path}`, subject, body: method === 'GET' ? '' : await context.req.text() });
    const token = (context.req.header('authorization') ?? '').replace('Bearer ', '');
    if (!broker.tokens.has(token)) return null;
    const answer = answerOf(subject, method, path);
    // Made before the wait: an answer that is held is one from before.
    if (answer !== null) await answered(context);
    return answer;
  };
  return arrivals;
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
      return list('meters', [metered(subject), waiting(subject)]);
    case '/plug/meters/mtr_2':
      return list('meters', [
        { ...waiting(subject), ...(method === 'PATCH' ? { status: 'INTERVALS_IN_PROGRESS' } : {}) },
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

const metered = (subject: string) =>
  meter({ meterNumber: subject, status: 'INTERVALS_SUCCESS', latestIntervalAt: '2026-01-15T11:00:00Z' });

const waiting = (subject: string) => meter({ id: 'mtr_2', meterNumber: subject });

const intervalsOf = (subject: string) => ({
  meterId: 'mtr_1',
  meterNumber: subject,
  localTimezone: 'America/Los_Angeles',
  intervalDurationMinutes: 15,
  startAt: '2024-01-01T08:00:00Z',
  readings: [{ importKwh: [subject.length], exportKwh: [0], netKwh: [subject.length] }],
});
