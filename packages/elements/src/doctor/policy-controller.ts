import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Collects what a content security policy blocks while its host is connected, and what the browser still remembers. */
export class PolicyController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #blocked = new Set<string>();
  #observer: ReportingObserver | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Directive and origin, such as `connect-src https://broker.example.com`; never a path. */
  get blocked(): readonly string[] {
    return [...this.#blocked];
  }

  hostConnected(): void {
    document.addEventListener('securitypolicyviolation', this.#onViolation);
    if (typeof ReportingObserver === 'undefined') return;
    this.#observer = new ReportingObserver(
      (reports) => {
        for (const { body } of reports) this.#add(Object(body) as ViolationLike);
      },
      { types: ['csp-violation'], buffered: true },
    );
    this.#observer.observe();
  }

  hostDisconnected(): void {
    document.removeEventListener('securitypolicyviolation', this.#onViolation);
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  readonly #onViolation = (event: SecurityPolicyViolationEvent): void => this.#add(event);

  #add({ effectiveDirective, blockedURI, blockedURL }: ViolationLike): void {
    if (effectiveDirective === undefined) return;
    const blocked = blockedURI ?? blockedURL ?? '';
    // Words such as `inline` and `eval` are no addresses and say all by themselves.
    const where = URL.parse(blocked)?.origin ?? blocked;
    this.#blocked.add(`${effectiveDirective} ${where}`.trim());
    this.#host.requestUpdate();
  }
}

/** An event and a report name the same thing differently. */
interface ViolationLike {
  readonly effectiveDirective?: string;
  readonly blockedURI?: string;
  readonly blockedURL?: string | null;
}
