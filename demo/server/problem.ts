/** A problem document (RFC 9457) whose `type` the widgets know. `detail` is safe to show. */
export interface Problem {
  readonly status: number;
  /** Last part of the problem's type, such as `unavailable`. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

/** Returns an `application/problem+json` response that is not cached. */
export function problemResponse({ status, code, title, detail }: Problem): Response {
  const body = { type: `https://arc-elements.dev/problems/${code}`, title, status, detail };
  return Response.json(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  });
}
