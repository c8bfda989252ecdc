/** One request as `GET /_sandbox/requests` shows it. Holds no header, body, token or password. */
export interface LoggedRequest {
  readonly method: string;
  /** Path without the query, where tokens may travel. */
  readonly path: string;
  readonly status: number;
}

/** The last requests, oldest first. */
export interface RequestLog {
  add(entry: LoggedRequest): void;
  all(): readonly LoggedRequest[];
  clear(): void;
}

const KEPT = 10_000;

/** Makes an empty log. */
export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > KEPT * 1.1) entries = entries.slice(-KEPT);
    },
    all: () => entries.slice(-KEPT),
    clear() {
      entries = [];
    },
  };
}
