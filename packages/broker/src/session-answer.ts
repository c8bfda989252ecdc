import {
  IssueSessionError,
  type IssueSessionErrorCode,
  type IssueSessionOptions,
  issueSession,
} from './issue-session.ts';
import { PROBLEM_BASE } from './problem.ts';

/** Options of `sessionAnswer`. */
export interface SessionAnswerOptions extends Omit<IssueSessionOptions, 'user'> {
  /** Your own id of the person who is signed in; `null`, `undefined` or `''` if nobody is. */
  readonly user: string | number | null | undefined;
  /** Called if no session could be issued; by default the message is printed by `console.error`. */
  readonly onError?: (error: IssueSessionError) => void;
}

/** Answer of a session route, for any framework. */
export interface SessionAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The session, or a problem document. */
  readonly body: object;
}

/** Status, problem code and title of the answer to each failure. Details go to the log only. */
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
 * Builds the answer of a partner's session route: a session for the person who is signed in, 401 if
 * nobody is, or else a problem document that tells the page, and `arc-doctor` on it, a wrong broker
 * key from an unreachable broker. It holds neither the key nor the broker's address.
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
