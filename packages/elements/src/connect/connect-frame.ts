import { type ConnectMessage, decodeConnectMessage } from '@arc-elements/models';
import { timing } from '../internal/timing.ts';

/** Callbacks about the Connect page in a frame. */
export interface ConnectFrameListener {
  message(message: ConnectMessage): void;
  /** Called after ten seconds without a message. One may still come. */
  silent(): void;
  /** Called if the content security policy of this site blocks the frame. */
  blocked(): void;
}

/**
 * Returns the address of the Connect page with the origin of this page, without which it sends no
 * messages; `null` if it is not a web address.
 */
export function connectAddress(
  text: string,
  prefill: { readonly providerId: string; readonly zip: string },
): URL | null {
  const url = URL.parse(text, document.baseURI);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  url.searchParams.set('origin', location.origin);
  for (const [name, value] of Object.entries(prefill)) if (value !== '') url.searchParams.set(name, value);
  return url;
}

/**
 * Shows a Connect page in a frame. Accepts messages of that frame and of the page's origin only.
 */
export class ConnectFrame {
  readonly #frame: HTMLIFrameElement;
  readonly #origin: string;
  readonly #listener: ConnectFrameListener;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(frame: HTMLIFrameElement, address: URL, listener: ConnectFrameListener) {
    this.#frame = frame;
    this.#origin = address.origin;
    this.#listener = listener;
    window.addEventListener('message', this.#onMessage);
    document.addEventListener('securitypolicyviolation', this.#onViolation);
    this.#timer = setTimeout(() => listener.silent(), timing.silentFrame);
    frame.src = address.href;
  }

  /** Stops listening and empties the frame. */
  stop(): void {
    window.removeEventListener('message', this.#onMessage);
    document.removeEventListener('securitypolicyviolation', this.#onViolation);
    clearTimeout(this.#timer);
    this.#frame.removeAttribute('src');
  }

  readonly #onViolation = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
    if (effectiveDirective !== 'frame-src' || URL.parse(blockedURI)?.origin !== this.#origin) return;
    clearTimeout(this.#timer);
    this.#listener.blocked();
  };

  readonly #onMessage = (event: MessageEvent): void => {
    if (event.source !== this.#frame.contentWindow || event.origin !== this.#origin) return;
    const message = decodeConnectMessage(event.data);
    if (message === null) return;
    clearTimeout(this.#timer);
    this.#listener.message(message);
  };
}
