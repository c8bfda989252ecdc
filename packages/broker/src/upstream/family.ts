import { collect } from '../body.ts';
import { parseExact } from '../encoding.ts';
import type { ResolvedOptions } from '../options.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { readRefusal } from './refusal.ts';
import type { Lane, UpstreamAnswer, UpstreamRequest } from './transport.ts';

/** How requests of one API family prove who they are. */
export interface UpstreamAuth {
  /** Value of `Authorization`. */
  get(): Promise<string>;
  /** The platform answered 2xx to this value. */
  accepted(header: string): void;
  /** The platform answered 401 to this value. @returns whether another try could fare better. */
  refused(header: string): boolean;
}

/** What sets one API family apart. */
export interface FamilyOptions {
  readonly name: 'arc' | 'plug' | 'switch';
  /** Scheme, host and port; no path. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: UpstreamAuth;
}

/** One call, from parts that the caller has checked. */
export interface Call {
  /** Default `GET`. */
  readonly method?: UpstreamRequest['method'];
  /** Path segments; each is encoded, so a segment never adds another. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
  /** A POST that may be sent again after a 401 with a new token, since a second one would do no harm. */
  readonly repeatable?: boolean;
  /** Asks for something by an id that may be anybody's: however the platform refuses it, it looks as if there were no such thing. */
  readonly byId?: boolean;
}

/** How a platform may refuse an id that is somebody else's, or nobody's. */
const NOT_YOURS: readonly number[] = [400, 403, 404, 410, 422];

const ANSWER_LIMIT = 8 * 1024 * 1024;
const UNAVAILABLE_RETRY_S = 5;
/** Consecutive failures that open the breaker, and how long it stays open before one request may probe. */
const BREAKER_FAILURES = 15;
const BREAKER_PAUSE_MS = 5000;
/** Requests under way at once, eight for each connection that the Node command has: what waits behind more would only time out. */
const MAX_RUNNING = 512;

/** Reasons for an upstream refusal that may be shown; everything else is `upstream-failed`. */
const SHOWN = new Set<string>([
  'not-found',
  'invalid-request',
  'conflict',
  'feature-not-ready',
  'meter-not-activatable',
  'meter-inactive',
] satisfies ProblemCode[]);

/**
 * The only way to the platform: builds each request from a list of segments, values and fixed headers, and turns each
 * refusal into one of our own problems. Nothing the platform says is relayed but the JSON a route has narrowed.
 */
export class UpstreamFamily {
  readonly #options: ResolvedOptions;
  readonly #family: FamilyOptions;
  /** Until when the platform asked to be left alone, and what to answer meanwhile. */
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #pauseCode: ProblemCode = 'unavailable';
  #failures = 0;
  #closedUntil = 0;
  #running = 0;

  constructor(options: ResolvedOptions, family: FamilyOptions) {
    this.#options = options;
    this.#family = family;
  }

  /** Parsed JSON of a 2xx answer; `null` when the body is empty. @throws {Problem} For anything else. */
  json(call: Call): Promise<unknown> {
    return this.#inTime(async (deadline) => {
      const { body } = await this.#ask(call, deadline, this.#family.name);
      const bytes = await collect(body, ANSWER_LIMIT);
      if (bytes === null) throw new Problem('upstream-failed');
      return bytes.length === 0 ? null : parseExact(bytes);
    });
  }

  /** A 2xx answer whose body has not been read; its reading has no deadline. @throws {Problem} For anything else. */
  open(call: Call): Promise<UpstreamAnswer> {
    return this.#inTime((deadline) => this.#ask(call, deadline, 'long'));
  }

  async #inTime<T>(work: (deadline: AbortSignal) => Promise<T>): Promise<T> {
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
    this.#requireOpen();
    const header = await this.#family.auth.get();
    const answer = await this.#send({ ...this.#build(call), lane }, header, call.signal, deadline);
    if (answer.status >= 200 && answer.status < 300) {
      this.#family.auth.accepted(header);
      return answer;
    }
    const problem = await this.#refusal(answer, call.byId === true);
    if (answer.status !== 401) throw problem;
    // Only what may happen twice is sent twice; the next request has the new token either way.
    const repeatable = call.method !== 'POST' || call.repeatable === true;
    if (!isFirst || !this.#family.auth.refused(header) || !repeatable) throw problem;
    return await this.#ask(call, deadline, lane, false);
  }

  #requireOpen(): void {
    const paused = this.#paused();
    if (paused !== null) throw paused;
    if (this.#failures < BREAKER_FAILURES) return;
    const now = this.#options.monotonic();
    if (now < this.#closedUntil) throw new Problem('unavailable', { retryAfterS: (this.#closedUntil - now) / 1000 });
    // Half open: this request probes, the others keep failing fast meanwhile.
    this.#closedUntil = now + BREAKER_PAUSE_MS;
  }

  #build({ method = 'GET', path, query, body }: Call): Omit<UpstreamRequest, 'headers' | 'signal'> {
    const { origin } = this.#family;
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
    const url = new URL(`${origin}/${path.map(encodeURIComponent).join('/')}${search}`);
    // A segment of dots would be resolved by the line above. No grammar lets one through; this is the second lock.
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
          // Compressed answers would need a second cap, on what they unpack to.
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
      // The browser went away: that says nothing about the platform.
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
    if (this.#failures === BREAKER_FAILURES) this.#closedUntil = this.#options.monotonic() + BREAKER_PAUSE_MS;
  }

  /** The problem that a refusal of the platform becomes. */
  async #refusal(answer: UpstreamAnswer, byId: boolean): Promise<Problem> {
    const { code, waitS } = await readRefusal(answer, this.#options.now);
    if (code !== 'rate-limited' && code !== 'unavailable') {
      if (byId && NOT_YOURS.includes(answer.status)) return new Problem('not-found');
      return new Problem(SHOWN.has(code) ? (code as ProblemCode) : 'upstream-failed');
    }
    const until = this.#options.monotonic() + waitS * 1000;
    // Answers to requests side by side may ask for different pauses: the longest counts.
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
