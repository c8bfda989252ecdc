import { type ConnectMessage, decodeConnectMessage } from '@arc-elements/models';
import { timing } from '../internal/timing.ts';

/** What the dialog wants to know about the page in its frame. */
export interface ConnectFrameListener {
  message(message: ConnectMessage): void;
  /** Ten seconds passed without `onStart`. It may still come. */
  silent(): void;
  /** The content security policy of this site does not let the page into a frame. */
  blocked(): void;
}

/** The Connect page's address with our origin added, without which it sends no messages; `null` when it is not a web address. */
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

/** Listens to one Connect page. A message counts only from that frame's own window and from exactly its origin. */
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

  /** Stops listening and takes the page out of the frame. */
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
