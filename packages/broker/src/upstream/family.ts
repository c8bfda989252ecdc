import { collect } from '../body.ts';
import { parseExact } from '../encoding.ts';
import type { ResolvedOptions } from '../options.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { readRefusal } from './refusal.ts';
import type { Lane, UpstreamAnswer, UpstreamRequest } from './transport.ts';

/** Authenticates the requests of one API family. */
export interface UpstreamAuth {
  /** Returns the value of the `Authorization` header. */
  get(): Promise<string>;
  /** Reports that the platform answered 2xx to this value. */
  accepted(header: string): void;
  /** Reports that the platform answered 401 to this value. @returns true if a retry may succeed. */
  refused(header: string): boolean;
}

/** What is specific to one API family. */
export interface FamilyOptions {
  readonly name: 'arc' | 'plug' | 'switch';
  /** Scheme, host and port; no path. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: UpstreamAuth;
}

/** One request, from parts that the caller has checked. */
export interface Call {
  /** Default `GET`. */
  readonly method?: UpstreamRequest['method'];
  /** Path segments; each is encoded, so a segment never adds another. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
  /**
   * True for a POST that may be sent again with a new token after a 401, since it is harmless
   * twice.
   */
  readonly repeatable?: boolean;
  /**
   * True if the path has an id that may be another user's. Every way the platform refuses such an
   * id becomes `not-found`.
   */
  readonly byId?: boolean;
}

/** Statuses with which the platform may refuse an id that is another user's or does not exist. */
const ID_REFUSED: readonly number[] = [400, 403, 404, 410, 422];

const ANSWER_LIMIT = 8 * 1024 * 1024;
const UNAVAILABLE_RETRY_S = 5;
/** Consecutive failures that open the circuit breaker. */
const BREAKER_FAILURES = 15;
/** How long the breaker stays open before one request may test the platform. */
const BREAKER_PAUSE_MS = 5000;
/** Concurrent requests: eight for each connection of the Node command. More would only time out. */
const MAX_RUNNING = 512;

/** Reasons for an upstream refusal that clients may learn; any other becomes `upstream-failed`. */
const PUBLIC_CODES = new Set<string>([
  'not-found',
  'invalid-request',
  'conflict',
  'feature-not-ready',
  'meter-not-activatable',
  'meter-inactive',
] satisfies ProblemCode[]);

/**
 * Sends requests to one API family of the platform, and is the only way to it. Each request is
 * built from path segments, values and fixed headers. Each refusal becomes a problem of the broker,
 * so that nothing of the platform's error answers reaches a browser.
 */
export class UpstreamFamily {
  readonly #options: ResolvedOptions;
  readonly #family: FamilyOptions;
  /** Time until which the platform asked for no more requests. */
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** Code of the problem that requests get until then. */
  #pauseCode: ProblemCode = 'unavailable';
  #failures = 0;
  #breakerOpenUntil = 0;
  #running = 0;

  constructor(options: ResolvedOptions, family: FamilyOptions) {
    this.#options = options;
    this.#family = family;
  }

  /**
   * Returns the JSON of a 2xx answer; `null` if its body is empty.
   * @throws {Problem} For any other.
   */
  json(call: Call): Promise<unknown> {
    return this.#withDeadline(async (deadline) => {
      const { body } = await this.#ask(call, deadline, this.#family.name);
      const bytes = await collect(body, ANSWER_LIMIT);
      if (bytes === null) throw new Problem('upstream-failed');
      return bytes.length === 0 ? null : parseExact(bytes);
    });
  }

  /**
   * Returns a 2xx answer with an unread body, which has no deadline.
   * @throws {Problem} For any other.
   */
  open(call: Call): Promise<UpstreamAnswer> {
    return this.#withDeadline((deadline) => this.#ask(call, deadline, 'long'));
  }

  async #withDeadline<T>(work: (deadline: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.#options.upstreamTimeoutMs);
    try {
      return await work(controller.signal);
    } catch (cause) {
      throw Problem.from(cause, 'upstream-failed');
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask(call: Call, deadline: AbortSignal, lane: Lane, isFirst = true): Promise<UpstreamAnswer> {
    this.#requireAvailable();
    const header = await this.#family.auth.get();
    const answer = await this.#send({ ...this.#build(call), lane }, header, call.signal, deadline);
    if (answer.status >= 200 && answer.status < 300) {
      this.#family.auth.accepted(header);
      return answer;
    }
    const problem = await this.#refusal(answer, call.byId === true);
    if (answer.status !== 401) throw problem;
    // A request that must not happen twice is not repeated; the next one uses the new token anyway.
    const repeatable = call.method !== 'POST' || call.repeatable === true;
    if (!isFirst || !this.#family.auth.refused(header) || !repeatable) throw problem;
    return await this.#ask(call, deadline, lane, false);
  }

  #requireAvailable(): void {
    const paused = this.#paused();
    if (paused !== null) throw paused;
    if (this.#failures < BREAKER_FAILURES) return;
    const now = this.#options.monotonic();
    if (now < this.#breakerOpenUntil)
      throw new Problem('unavailable', { retryAfterS: (this.#breakerOpenUntil - now) / 1000 });
    // Half open: this request tests the platform while the others still fail fast.
    this.#breakerOpenUntil = now + BREAKER_PAUSE_MS;
  }

  #build({ method = 'GET', path, query, body }: Call): Omit<UpstreamRequest, 'headers' | 'signal'> {
    const { origin } = this.#family;
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
    const url = new URL(`${origin}/${path.map(encodeURIComponent).join('/')}${search}`);
    // `URL` resolves segments of dots. The grammars of ids refuse them; this is a second check.
    if (url.origin !== origin || url.pathname.split('/').length !== path.length + 1) throw new Problem('not-found');
    return { method, url: url.href, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  }

  async #send(
    request: Omit<UpstreamRequest, 'headers' | 'signal'>,
    authorization: string,
    signal: AbortSignal,
    deadline: AbortSignal,
  ): Promise<UpstreamAnswer> {
    const { name: family, headers } = this.#family;
    const { transport, observe } = this.#options;
    if (this.#running >= MAX_RUNNING) throw new Problem('unavailable', { retryAfterS: 1 });
    this.#running += 1;
    try {
      const answer = await transport({
        ...request,
        headers: {
          ...headers,
          accept: 'application/json',
          // A compressed answer would need another limit, on its decompressed size.
          'accept-encoding': 'identity',
          authorization,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        signal: AbortSignal.any([signal, deadline]),
      });
      observe({ kind: 'upstream', family, status: answer.status });
      if (answer.status >= 500) this.#failed();
      else this.#failures = 0;
      return answer;
    } catch (cause) {
      // A client that disconnects says nothing about the platform.
      if (!signal.aborted) {
        this.#failed();
        observe({ kind: 'upstream', family, status: 0 });
      }
      throw new Problem(deadline.aborted ? 'unavailable' : 'upstream-failed', { cause });
    } finally {
      this.#running -= 1;
    }
  }

  #failed(): void {
    this.#failures += 1;
    if (this.#failures === BREAKER_FAILURES) this.#breakerOpenUntil = this.#options.monotonic() + BREAKER_PAUSE_MS;
  }

  /** Converts a refusal of the platform to a problem. */
  async #refusal(answer: UpstreamAnswer, byId: boolean): Promise<Problem> {
    const { code, waitS } = await readRefusal(answer, this.#options.now);
    if (code !== 'rate-limited' && code !== 'unavailable') {
      if (byId && ID_REFUSED.includes(answer.status)) return new Problem('not-found');
      return new Problem(PUBLIC_CODES.has(code) ? (code as ProblemCode) : 'upstream-failed');
    }
    const until = this.#options.monotonic() + waitS * 1000;
    // Concurrent answers may ask for different pauses: the longest counts.
    if (until > this.#pausedUntil) {
      this.#pausedUntil = until;
      this.#pauseCode = code;
    }
    return this.#paused() ?? new Problem(code, { retryAfterS: UNAVAILABLE_RETRY_S });
  }

  #paused(): Problem | null {
    const remainsMs = this.#pausedUntil - this.#options.monotonic();
    return remainsMs <= 0 ? null : new Problem(this.#pauseCode, { retryAfterS: remainsMs / 1000 });
  }
}
