import { familyError } from '../platform/family-error.ts';

/** A misbehaviour asked for by `POST /_sandbox/faults`. */
export interface Fault {
  readonly id: number;
  /** Path it applies to; may end in `*`. */
  readonly path: string;
  /** `null`: any method. */
  readonly method: string | null;
  /** Requests it still applies to; `null` for ever. */
  remaining: number | null;
  readonly delayMs: number;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the body; `null`: the route's own or, when `status` is given, what its family answers with that status. */
  readonly body: string | null;
  readonly cutAfterBytes: number | null;
  readonly malformed: boolean;
}

/** The faults that are set, oldest first; the first that matches a request applies. */
export interface Faults {
  /** Adds a fault. Gives a text that says what is wrong when it cannot be understood. */
  add(input: Record<string, unknown>): Fault | string;
  clear(): void;
  all(): readonly Fault[];
  /** The fault for this request, counted as used. */
  take(method: string, path: string): Fault | undefined;
  /** Answers a request as the fault says. `answer` is the healthy route. */
  apply(fault: Fault, path: string, answer: () => Promise<Response>): Promise<Response>;
}

/** Answers that are meant to break off; a server that reads ahead, or reports a broken stream in words, must know. */
const cutAnswers = new WeakSet<Response>();
/** Whether an answer is meant to break off. */
export const isCut = (response: Response): boolean => cutAnswers.has(response);

const LONGEST_DELAY_MS = 600_000;

/** Makes an empty set of faults. `wait` and `now` are real time: clients' timers know no other. */
export function createFaults(wait: (ms: number) => Promise<void>, now: () => number): Faults {
  let faults: Fault[] = [];
  let count = 0;
  return {
    add(input) {
      const problem = problemOf(input);
      if (problem !== null) return problem;
      const { body } = input;
      const fault: Fault = {
        id: ++count,
        path: input.path as string,
        method: typeof input.method === 'string' ? input.method.toUpperCase() : null,
        remaining: (input.times as number | undefined) ?? null,
        delayMs: (input.delayMs as number | undefined) ?? 0,
        status: (input.status as number | undefined) ?? null,
        headers: Object.fromEntries(
          Object.entries((input.headers as Record<string, unknown> | undefined) ?? {}).map(([name, value]) => [
            name,
            String(value),
          ]),
        ),
        body: body === undefined || body === null ? null : typeof body === 'string' ? body : JSON.stringify(body),
        cutAfterBytes: (input.cutAfterBytes as number | undefined) ?? null,
        malformed: input.malformed === true,
      };
      faults.push(fault);
      return fault;
    },
    clear() {
      faults = [];
    },
    all: () => faults,
    take(method, path) {
      const found = faults.find(
        (fault) => (fault.method === null || fault.method === method) && covers(fault.path, path),
      );
      if (found?.remaining != null && --found.remaining === 0) faults = faults.filter((fault) => fault !== found);
      return found;
    },
    async apply(fault, path, answer) {
      if (fault.delayMs > 0) await wait(fault.delayMs);
      let response: Response;
      if (fault.body !== null) {
        const type = fault.body.trimStart().startsWith('<') ? 'text/html' : 'application/json';
        response = new Response(fault.body, { status: fault.status ?? 200, headers: { 'content-type': type } });
      } else if (fault.status !== null) response = familyError(path, fault.status, now());
      else response = await answer();
      if (fault.malformed) response = await malform(response);
      if (fault.cutAfterBytes !== null) response = await cut(response, fault.cutAfterBytes);
      for (const [name, value] of Object.entries(fault.headers)) response.headers.set(name, value);
      return response;
    },
  };
}

const covers = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;

function problemOf(input: Record<string, unknown>): string | null {
  const known = ['path', 'method', 'times', 'delayMs', 'status', 'headers', 'body', 'cutAfterBytes', 'malformed'];
  const stray = Object.keys(input).find((key) => !known.includes(key));
  if (stray !== undefined) return `there is no fault field ${stray}`;
  const { path, method, headers, malformed } = input;
  if (typeof path !== 'string' || !(path.startsWith('/') || path === '*'))
    return 'path must be a text that starts with /';
  if (method !== undefined && (typeof method !== 'string' || !/^[A-Za-z]+$/.test(method)))
    return 'method must be an HTTP method';
  if (malformed !== undefined && typeof malformed !== 'boolean') return 'malformed must be true or false';
  if (headers !== undefined && (typeof headers !== 'object' || headers === null || Array.isArray(headers)))
    return 'headers must be an object';
  for (const [name, low, high] of [
    ['times', 1, 1e9],
    ['delayMs', 0, LONGEST_DELAY_MS],
    ['status', 200, 599],
    ['cutAfterBytes', 0, 1e9],
  ] as const) {
    const value = input[name];
    if (value !== undefined && (!Number.isInteger(value) || (value as number) < low || (value as number) > high)) {
      return `${name} must be an integer from ${low} to ${high}`;
    }
  }
  return null;
}

/** A whole answer whose body is not what its type says. */
async function malform(response: Response): Promise<Response> {
  const text = await response.text();
  const broken = text.length > 2 ? `${text.slice(0, Math.ceil(text.length / 2))}\u0000<` : '{"data": [';
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(broken, { status: response.status, headers });
}

/** An answer whose connection breaks off. */
async function cut(response: Response, afterBytes: number): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  // The announced length makes the break visible to a client that only counts bytes.
  headers.set('content-length', String(Math.max(bytes.length, afterBytes + 1)));
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!sent && afterBytes > 0) controller.enqueue(bytes.slice(0, afterBytes));
      else controller.error(new Error('cut by a fault of the sandbox'));
      sent = true;
    },
  });
  const answer = new Response(body, { status: response.status, headers });
  cutAnswers.add(answer);
  return answer;
}
