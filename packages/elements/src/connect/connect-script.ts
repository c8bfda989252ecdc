import type { ConnectEndStatus } from './connect-end-event.ts';

/** What the platform's older script puts on the window. Source: upstream reference 4.8. */
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

/** What the element wants to know about a running script. */
export interface ConnectScriptListener {
  /** `null` when it tells no id. */
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

/** One script element per address, for all `arc-connect` of the page. Only what is loading or loaded is kept. */
const loading = new Map<string, Promise<void>>();

/** Connect as the older script shows it: over the page, without a dialog of ours. */
export class ConnectScript {
  #close: (() => void) | undefined;
  #listener: ConnectScriptListener | undefined;

  /**
   * Loads the script if need be, and opens it.
   * @throws {Error} It could not be loaded, or is not the script it should be.
   */
  async open(
    address: string,
    config: { readonly connectToken: string; readonly zip: string },
    listener: ConnectScriptListener,
    signal: AbortSignal,
  ): Promise<void> {
    await loaded(address);
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

  /** Closes what the script shows, and tells nobody any more. */
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

function loaded(address: string): Promise<void> {
  const known = loading.get(address);
  if (known !== undefined) return known;
  const script = document.createElement('script');
  const promise = new Promise<void>((resolve, reject) => {
    script.addEventListener('load', () => resolve(), { once: true });
    script.addEventListener(
      'error',
      () => {
        // Forgotten, so that the next opening tries again.
        loading.delete(address);
        script.remove();
        reject(
          new Error(
            `The policy of this site needs script-src ${URL.parse(address)?.origin ?? address}, or the script is not there.`,
          ),
        );
      },
      { once: true },
    );
  });
  loading.set(address, promise);
  script.async = true;
  script.src = trusted(address) as string;
  document.head.append(script);
  return promise;
}

const POLICY = Symbol.for('arc-elements.connect-policy');

/** With Trusted Types the address of a script has to come from a policy; one for all copies of the package on the page. */
function trusted(address: string): unknown {
  const factory = Reflect.get(window, 'trustedTypes') as TrustedTypes | undefined;
  if (factory === undefined) return address;
  let policy = Reflect.get(globalThis, POLICY) as TrustedPolicy | undefined;
  if (policy === undefined) {
    policy = factory.createPolicy('arc-connect', { createScriptURL: (text) => text });
    Reflect.set(globalThis, POLICY, policy);
  }
  return policy.createScriptURL(address);
}

// TypeScript's DOM types do not have these yet.
interface TrustedPolicy {
  createScriptURL(text: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (text: string) => string }): TrustedPolicy;
}
