/** Constructor of workers, like the global `Worker`. */
export type WorkerConstructor = new (address: URL, options: WorkerOptions) => Worker;

const POLICY = Symbol.for('arc-elements.worker-policy');

/**
 * Returns the `Worker` constructor, for pages with Trusted Types one that takes the address of the
 * script from a policy. All copies of the package share the policy.
 * @throws {TypeError} The page does not allow the policy `arc-worker`.
 */
export function trustedWorker(): WorkerConstructor {
  const factory = Reflect.get(globalThis, 'trustedTypes') as TrustedTypes | undefined;
  if (factory === undefined) return Worker;
  // Created once, because each refusal is reported to the site.
  if (!Reflect.has(globalThis, POLICY)) Reflect.set(globalThis, POLICY, policyOf(factory));
  const result = Reflect.get(globalThis, POLICY) as TrustedPolicy | Error;
  if (result instanceof Error) throw result;
  const policy = result;
  return class extends Worker {
    constructor(address: URL, options: WorkerOptions) {
      super(policy.createScriptURL(address.href) as string, options);
    }
  };
}

function policyOf(factory: TrustedTypes): TrustedPolicy | Error {
  try {
    return factory.createPolicy('arc-worker', { createScriptURL: ownAddress });
  } catch (error) {
    return error as Error;
  }
}

/** Allows only addresses of the page's own origin. */
function ownAddress(address: string): string {
  if (new URL(address).origin === location.origin) return address;
  throw new TypeError(`${address} is of another origin.`);
}

// TypeScript's DOM types do not have these yet.
interface TrustedPolicy {
  createScriptURL(text: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(text: string): string }): TrustedPolicy;
}
