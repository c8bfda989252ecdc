import type { ConnectEndStatus } from './connect-end-event.ts';

/** API of the platform's older script, a global. Source: UPSTREAM.md, Connect. */
interface LegacyConnect {
  create(config: {
    readonly connectToken: string;
    readonly newCredentialData?: { readonly zipCode: string };
    readonly callbacks: {
      readonly onCredentialsSubmitted: (data: { readonly utilityCredentialId?: unknown }) => void;
      readonly onError: (error: unknown) => void;
      readonly onClose: (data?: { readonly status?: unknown }) => void;
    };
  }): Promise<{ close?: () => void } | undefined> | { close?: () => void } | undefined;
}

/** Callbacks about a running script. */
export interface ConnectScriptListener {
  /** Called with `null` if the script reports no id. */
  submitted(utilityCredentialId: string | null): void;
  failed(message: string): void;
  closed(status: ConnectEndStatus): void;
}

const STATUS: Readonly<Record<string, ConnectEndStatus>> = {
  verified: 'LOGIN_SUCCESS',
  pending: 'PENDING',
  rejected: 'REJECTED',
  timed_out: 'TIMED_OUT',
  no_submit: 'NO_SUBMIT',
  error: 'ERROR',
};

/** Scripts that are loading or loaded, by address, for all `arc-connect` of the page. */
const scripts = new Map<string, Promise<void>>();

/** Shows Connect by the older script, which covers the page itself. */
export class ConnectScript {
  #close: (() => void) | undefined;
  #listener: ConnectScriptListener | undefined;

  /**
   * Loads the script unless it is loaded, and opens it.
   * @throws {Error} The script could not be loaded, or has no `_ArcadiaConnect`.
   */
  async open(
    address: string,
    config: { readonly connectToken: string; readonly zip: string },
    listener: ConnectScriptListener,
    signal: AbortSignal,
  ): Promise<void> {
    await load(address);
    if (signal.aborted) return;
    const connect = Reflect.get(window, '_ArcadiaConnect') as LegacyConnect | undefined;
    if (typeof connect?.create !== 'function') throw new Error(`${address} does not provide _ArcadiaConnect.create.`);
    this.#listener = listener;
    const handle = await connect.create({
      connectToken: config.connectToken,
      ...(/^\d{5}$/.test(config.zip) ? { newCredentialData: { zipCode: config.zip } } : {}),
      callbacks: {
        onCredentialsSubmitted: ({ utilityCredentialId }) =>
          this.#listener?.submitted(utilityCredentialId === undefined ? null : String(utilityCredentialId)),
        onError: (error) => this.#listener?.failed(error instanceof Error ? error.message : String(error)),
        onClose: (data) => this.#closed(STATUS[String(data?.status)] ?? 'UNKNOWN'),
      },
    });
    if (signal.aborted) handle?.close?.();
    else this.#close = () => handle?.close?.();
  }

  /** Closes the script, without a call of the listener. */
  stop(): void {
    this.#listener = undefined;
    const close = this.#close;
    this.#close = undefined;
    close?.();
  }

  #closed(status: ConnectEndStatus): void {
    this.#close = undefined;
    this.#listener?.closed(status);
  }
}

function load(address: string): Promise<void> {
  const known = scripts.get(address);
  if (known !== undefined) return known;
  const script = document.createElement('script');
  const promise = new Promise<void>((resolve, reject) => {
    script.addEventListener('load', () => resolve(), { once: true });
    script.addEventListener(
      'error',
      () => {
        // The next opening tries again.
        scripts.delete(address);
        script.remove();
        const source = URL.parse(address)?.origin ?? address;
        reject(new Error(`${address} could not be loaded. Check it, and allow script-src ${source} in your policy.`));
      },
      { once: true },
    );
  });
  scripts.set(address, promise);
  script.async = true;
  script.src = trustedScriptUrl(address) as string;
  document.head.append(script);
  return promise;
}

const POLICY = Symbol.for('arc-elements.connect-policy');

/**
 * Returns the address as a `TrustedScriptURL` if the browser has Trusted Types. All copies of the
 * package on a page share one Trusted Types policy.
 */
function trustedScriptUrl(address: string): unknown {
  const factory = Reflect.get(window, 'trustedTypes') as TrustedTypes | undefined;
  if (factory === undefined) return address;
  let policy = Reflect.get(globalThis, POLICY) as TrustedPolicy | undefined;
  if (policy === undefined) {
    policy = factory.createPolicy('arc-connect', { createScriptURL: (text) => text });
    Reflect.set(globalThis, POLICY, policy);
  }
  return policy.createScriptURL(address);
}

// Missing in TypeScript's DOM types.
interface TrustedPolicy {
  createScriptURL(text: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (text: string) => string }): TrustedPolicy;
}
