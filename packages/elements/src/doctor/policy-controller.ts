import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Violation } from './violations.ts';

/**
 * Collects violations of the content security policy while its host is connected, and those before
 * that the browser has buffered.
 */
export class PolicyController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #violations = new Map<string, Violation>();
  #observer: ReportingObserver | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The violations on this page, each once. */
  get violations(): readonly Violation[] {
    return [...this.#violations.values()];
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

  #add({ effectiveDirective, blockedURI, blockedURL, sample, disposition }: ViolationLike): void {
    // A policy that only reports blocks nothing.
    if (effectiveDirective === undefined || disposition === 'report') return;
    const violation = { directive: effectiveDirective, blocked: blockedURI ?? blockedURL ?? '', sample: sample ?? '' };
    this.#violations.set(JSON.stringify(violation), violation);
    this.#host.requestUpdate();
  }
}

/** Fields of a violation event, or of a violation report, which has other names. */
interface ViolationLike {
  readonly effectiveDirective?: string;
  readonly blockedURI?: string;
  readonly blockedURL?: string | null;
  readonly sample?: string | null;
  readonly disposition?: string;
}
