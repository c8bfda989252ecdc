/** One answer of a real account, to be given again. */
export interface Recording {
  readonly method: string;
  readonly path: string;
  /**
   * Parameters of the query, without those that are credentials; `null` where any query gets this
   * answer.
   */
  readonly query: readonly (readonly [string, string])[] | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Parameters by which old clients send their credentials. They are neither recorded nor compared.
 */
const CREDENTIALS = ['appId', 'appKey', 'token', 'access_token'];

/**
 * Returns the parameters of a query that distinguish answers, in an order that does not depend on
 * the client.
 */
export function comparedQuery(searchParams: URLSearchParams): (readonly [string, string])[] {
  const kept = [...searchParams].filter(([name]) => !CREDENTIALS.includes(name));
  return kept.sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1));
}
