import { type IssuedPlatformToken, TokenCache } from '@arc-elements/models';
import type { TokenCause } from '../broker-event.ts';
import type { ResolvedOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import { TokenError } from './token-request.ts';

type Options = Pick<ResolvedOptions, 'monotonic' | 'random' | 'observe'>;

/**
 * The platform token of this process: a token cache that reports to `observe` and throws problems.
 */
export class PlatformToken {
  readonly #options: Options;
  readonly #cache: TokenCache;
  #failure: TokenCause | null = null;

  /** @param request Requests a token; rejects with a `TokenError` if the platform gave none. */
  constructor(options: Options, request: () => Promise<IssuedPlatformToken>) {
    this.#options = options;
    this.#cache = new TokenCache({
      request: () => this.#observed(request),
      elapsed: options.monotonic,
      random: options.random,
      pauseMs: (error) => (error instanceof TokenError ? error.waitS * 1000 : 0),
    });
  }

  /** True if a request could be authenticated now. */
  get fresh(): boolean {
    return this.#cache.isFresh;
  }

  /** Why the last request for a token failed; `null` if it did not. */
  get failure(): TokenCause | null {
    return this.#failure;
  }

  /** Returns a usable token. @throws {Problem} `unavailable`: there is none at the moment. */
  async get(): Promise<string> {
    try {
      return await this.#cache.get();
    } catch (cause) {
      throw new Problem('unavailable', { retryAfterS: this.#cache.waitMs / 1000, cause });
    }
  }

  /** Returns true if this is the current token. */
  holds(token: string): boolean {
    return this.#cache.holds(token);
  }

  /** Makes the next `get` request another token. Returns false if that is not possible yet. */
  drop(): boolean {
    return this.#cache.drop();
  }

  async #observed(request: () => Promise<IssuedPlatformToken>): Promise<IssuedPlatformToken> {
    const { observe } = this.#options;
    try {
      const issued = await request();
      this.#failure = null;
      observe({ kind: 'token', ok: true, cause: null });
      return issued;
    } catch (cause) {
      const error = cause instanceof TokenError ? cause : new TokenError('token-unreachable', { cause });
      this.#failure = error.reason;
      observe({ kind: 'token', ok: false, cause: error.reason });
      throw error;
    }
  }
}
