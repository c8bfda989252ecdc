import {
  IssueSessionError,
  type IssueSessionErrorCode,
  type IssueSessionOptions,
  issueSession,
} from './issue-session.ts';
import { PROBLEM_BASE } from './problem.ts';

/** What `sessionAnswer` needs. */
export interface SessionAnswerOptions extends Omit<IssueSessionOptions, 'user'> {
  /** Your own id of the person who is signed in; `null`, `undefined` or an empty text when nobody is. */
  readonly user: string | number | null | undefined;
  /** Told why there is no session although somebody is signed in; by default the message goes to `console.error`. */
  readonly onError?: (error: IssueSessionError) => void;
}

/** What a session route answers, for whichever framework it is written in. */
export interface SessionAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The session, or a problem document. */
  readonly body: object;
}

/** What a page learns about each failure, by status, the end of the problem's `type`, and title. Where and why is for the log. */
const PROBLEMS: Readonly<Record<IssueSessionErrorCode | 'nobody', readonly [number, string, string]>> = {
  nobody: [401, 'unauthorized', 'Nobody is signed in'],
  'broker-key-wrong': [502, 'broker-key-wrong', 'The broker does not know the key of this server: see ARC_BROKER_KEYS'],
  'broker-unreachable': [503, 'broker-unreachable', 'This server cannot reach its broker'],
  'broker-answer-invalid': [502, 'broker-unreachable', 'What this server takes for its broker is none'],
  'broker-failed': [503, 'unavailable', 'The broker is not available at the moment'],
  aborted: [503, 'unavailable', 'This server stopped asking its broker'],
  'invalid-request': [500, 'session-not-issued', 'The broker refused what this server asked for'],
  'invalid-options': [500, 'session-not-issued', 'This server asked for a session in a wrong way'],
};

/**
 * The answer of a partner's session route: a session for the person who is signed in, 401 when nobody is, and otherwise a problem
 * document from which a page, and `arc-doctor` on it, can tell a wrong broker key and an unreachable broker from that. Holds neither
 * the key nor the broker's address.
 */
export async function sessionAnswer({ user, onError, ...options }: SessionAnswerOptions): Promise<SessionAnswer> {
  if (user === null || user === undefined || user === '') return problemOf('nobody');
  try {
    const body = await issueSession({ ...options, user });
    return { status: 200, headers: { 'cache-control': 'no-store', 'content-type': 'application/json' }, body };
  } catch (error) {
    if (!(error instanceof IssueSessionError)) throw error;
    if (onError === undefined) console.error(error.message);
    else onError(error);
    return problemOf(error.code);
  }
}

function problemOf(code: keyof typeof PROBLEMS): SessionAnswer {
  const [status, slug, title] = PROBLEMS[code];
  const headers = { 'cache-control': 'no-store', 'content-type': 'application/problem+json' };
  return { status, headers, body: { type: PROBLEM_BASE + slug, title, status } };
}
