import { asRecord, collect } from '../body.ts';
import { fromUtf8 } from '../encoding.ts';
import { Problem } from '../problem.ts';
import type { Lane, Transport, UpstreamAnswer, UpstreamRequest } from './transport.ts';

/** How requests of one API family prove who they are. */
export interface UpstreamAuth {
  /** Value of `Authorization`. */
  header(): Promise<string>;
  /** The platform answered 401 to this value. @returns whether another try could fare better. */
  refused(header: string): boolean;
}

/** What one API family is made of. */
export interface FamilyOptions {
  readonly name: 'arc' | 'plug' | 'switch';
  /** Scheme, host and port; no path. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: UpstreamAuth;
  readonly transport: Transport;
  readonly monotonic: () => number;
  readonly timeoutMs: number;
  readonly onAnswer: (family: string, status: number) => void;
}

/** One call, from parts that the caller has checked. */
export interface Call {
  readonly method: UpstreamRequest['method'];
  /** Path segments; each is encoded, so a segment never adds another. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
  /** A POST that may be sent again after a 401 with a new token, since a second one would do no harm. */
  readonly repeatable?: boolean;
  /** The largest answer that is read; default 8 MB. */
  readonly limit?: number;
}

interface Deadline {
  readonly signal: AbortSignal;
  clear(): void;
}

const ANSWER_LIMIT = 8 * 1024 * 1024;
const ERROR_LIMIT = 64 * 1024;
const MAX_PAUSE_S = 600;
/** Consecutive failures that open the breaker, and how long it stays open before one request may probe. */
const BREAKER_FAILURES = 15;
const BREAKER_PAUSE_MS = 5000;
/** Requests under way at once, eight for each connection that the Node command has: what waits behind more would only time out. */
const MAX_RUNNING = 512;

/** Problems with these codes may be shown for an upstream refusal; everything else is `upstream-failed`. */
type Refusal =
  | 'not-found'
  | 'invalid-request'
  | 'conflict'
  | 'feature-not-ready'
  | 'meter-not-activatable'
  | 'meter-inactive';

/**
 * The only way to the platform: builds each request from a list of segments, values and fixed headers, and turns each
 * refusal into one of our own problems. Nothing the platform says is relayed but the JSON a route has narrowed.
 */
export class UpstreamFamily {
  readonly #options: FamilyOptions;
  #pausedUntil = 0;
  #failures = 0;
  #closedUntil = 0;
  #running = 0;

  constructor(options: FamilyOptions) {
    this.#options = options;
  }

  /** Parsed JSON of a 2xx answer; `null` when the body is empty. @throws {Problem} For anything else. */
  async json(call: Call): Promise<unknown> {
    const deadline = this.#deadline();
    try {
      const answer = await this.#ask(call, deadline, this.#options.name);
      const bytes =
        answer.body === null ? new Uint8Array(0) : await this.#collect(answer.body, call.limit ?? ANSWER_LIMIT);
      if (bytes === null) throw new Problem('upstream-failed');
      return bytes.length === 0 ? null : (JSON.parse(fromUtf8(bytes)) as unknown);
    } catch (cause) {
      throw cause instanceof Problem ? cause : new Problem('upstream-failed', { cause });
    } finally {
      deadline.clear();
    }
  }

  /** A 2xx answer whose body has not been read; its reading has no deadline. @throws {Problem} For anything else. */
  async open(call: Call): Promise<UpstreamAnswer> {
    const deadline = this.#deadline();
    try {
      return await this.#ask(call, deadline, 'long');
    } finally {
      deadline.clear();
    }
  }

  #deadline(): Deadline {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.#options.timeoutMs);
    return { signal: controller.signal, clear: () => clearTimeout(timer) };
  }

  async #ask(call: Call, deadline: Deadline, lane: Lane): Promise<UpstreamAnswer> {
    this.#requireOpen();
    const request = { ...this.#build(call), lane };
    let header = await this.#options.auth.header();
    let answer = await this.#send(request, header, call.signal, deadline);
    if (answer.status === 401) {
      await discard(answer);
      // Only what may happen twice is sent twice; the next request has the new token either way.
      const repeatable = call.method !== 'POST' || call.repeatable === true;
      if (!this.#options.auth.refused(header) || !repeatable) throw new Problem('upstream-failed');
      header = await this.#options.auth.header();
      answer = await this.#send(request, header, call.signal, deadline);
    }
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw await this.#refusal(answer);
  }

  #requireOpen(): void {
    const now = this.#options.monotonic();
    if (now < this.#pausedUntil) throw new Problem('rate-limited', { retryAfterS: (this.#pausedUntil - now) / 1000 });
    if (this.#failures < BREAKER_FAILURES) return;
    if (now < this.#closedUntil) throw new Problem('unavailable', { retryAfterS: (this.#closedUntil - now) / 1000 });
    // Half open: this request probes, the others keep failing fast meanwhile.
    this.#closedUntil = now + BREAKER_PAUSE_MS;
  }

  #build(call: Call): Omit<UpstreamRequest, 'headers' | 'signal'> {
    const { origin } = this.#options;
    const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query).toString()}`;
    const url = new URL(`${origin}/${call.path.map(encodeURIComponent).join('/')}${query}`);
    // A segment of dots would be resolved by the line above. No grammar lets one through; this is the second lock.
    if (url.origin !== origin || url.pathname.split('/').length !== call.path.length + 1)
      throw new Problem('not-found');
    return {
      method: call.method,
      url: url.href,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    };
  }

  async #send(
    request: Omit<UpstreamRequest, 'headers' | 'signal'>,
    authorization: string,
    signal: AbortSignal,
    deadline: Deadline,
  ): Promise<UpstreamAnswer> {
    const { transport, headers, name, onAnswer } = this.#options;
    if (this.#running >= MAX_RUNNING) throw new Problem('unavailable', { retryAfterS: 1 });
    this.#running += 1;
    try {
      const answer = await transport({
        ...request,
        headers: {
          ...headers,
          accept: 'application/json',
          // Compressed answers would need a second cap, on what they unpack to.
          'accept-encoding': 'identity',
          authorization,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        signal: AbortSignal.any([signal, deadline.signal]),
      });
      onAnswer(name, answer.status);
      if (answer.status >= 500) this.#failed();
      else this.#failures = 0;
      return answer;
    } catch (cause) {
      // The browser went away: that says nothing about the platform.
      if (!signal.aborted) {
        this.#failed();
        onAnswer(name, 0);
      }
      throw new Problem(deadline.signal.aborted ? 'unavailable' : 'upstream-failed', { cause });
    } finally {
      this.#running -= 1;
    }
  }

  #failed(): void {
    this.#failures += 1;
    if (this.#failures === BREAKER_FAILURES) this.#closedUntil = this.#options.monotonic() + BREAKER_PAUSE_MS;
  }

  async #collect(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | null> {
    try {
      return await collect(body, limit);
    } catch (cause) {
      throw new Problem('upstream-failed', { cause });
    }
  }

  /** The problem that a refusal of the platform becomes. */
  async #refusal(answer: UpstreamAnswer): Promise<Problem> {
    const { status } = answer;
    if (status === 429) {
      await discard(answer);
      const seconds = retryAfterS(answer.headers);
      this.#pausedUntil = this.#options.monotonic() + seconds * 1000;
      return new Problem('rate-limited', { retryAfterS: seconds });
    }
    if (status < 400 || status >= 500 || status === 401 || status === 403) {
      await discard(answer);
      return status === 503 ? new Problem('unavailable', { retryAfterS: 5 }) : new Problem('upstream-failed');
    }
    const code = refusalCode(status, await this.#errorBody(answer));
    return new Problem(code);
  }

  async #errorBody(answer: UpstreamAnswer): Promise<unknown> {
    const bytes = answer.body === null ? null : await this.#collect(answer.body, ERROR_LIMIT);
    if (bytes === null) return null;
    try {
      return JSON.parse(fromUtf8(bytes)) as unknown;
    } catch {
      return null; // only used to choose between codes; the status alone is enough for that
    }
  }
}

/** Which of our codes an upstream 4xx means. Its words choose the code and are then dropped. */
export function refusalCode(status: number, body: unknown): Refusal {
  if (status === 404 || status === 410) return 'not-found';
  const record = asRecord(body);
  const error = record?.error;
  if (error === 'invalid_meter_activation') return 'meter-not-activatable';
  if (error === 'invalid_intervals_request') return 'meter-inactive';
  const type = asRecord(error)?.type;
  if (type === 'NOT_FOUND') return 'not-found';
  if (status === 409) return 'conflict';
  // 400 in the pages, 422 in the OpenAPI document, for a feature that is not AVAILABLE.
  const text = typeof error === 'string' ? error : String(asRecord(error)?.description ?? '');
  if (/not (yet )?(available|ready)/i.test(text)) return 'feature-not-ready';
  return 'invalid-request';
}

/** Seconds to stay away: `Retry-After` as a number or a date, else `RateLimit-Reset` (epoch seconds), else 1. */
function retryAfterS(headers: UpstreamAnswer['headers']): number {
  const retry = headers.get('retry-after')?.trim() ?? '';
  const reset = headers.get('ratelimit-reset')?.trim() ?? '';
  let seconds = Number.NaN;
  if (/^[0-9]{1,9}$/.test(retry)) seconds = Number(retry);
  else if (retry !== '') seconds = (Date.parse(retry) - Date.now()) / 1000;
  else if (/^[0-9]{10}$/.test(reset)) seconds = Number(reset) - Date.now() / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), MAX_PAUSE_S) : 1;
}

/** Lets go of a body nobody will read, so that its connection is free again. */
async function discard(answer: UpstreamAnswer): Promise<void> {
  if (answer.body === null) return;
  // Small refusals are read to the end, which keeps the connection; a failure here changes nothing.
  await collect(answer.body, ERROR_LIMIT).catch(() => null);
}
