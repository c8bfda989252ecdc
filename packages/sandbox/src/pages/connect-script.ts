/** What a page gives to `window._ArcadiaConnect`, or to `window._ArcConnect`. */
interface ScriptConfig {
  readonly connectToken?: unknown;
  readonly newCredentialData?: { readonly zipCode?: unknown };
  readonly callbacks?: {
    readonly onOpen?: () => void;
    readonly onCredentialsSubmitted?: (data: { utilityCredentialId: number }) => void;
    readonly onError?: (error: Error) => void;
    readonly onClose?: (data: { status: string }) => void;
  };
}

/**
 * Embeds Connect, as the script `dist/v5.js`: puts `_ArcadiaConnect` and `_ArcConnect` on
 * the window, which show Connect over the page. It is sent to the browser as text, so it must not
 * refer to anything outside itself.
 */
export function connectScript(): void {
  const script = document.currentScript as HTMLScriptElement;
  const platform = new URL(script.src).origin;
  let stop: ((status: string | null) => void) | undefined;

  /** Returns a text for each field that cannot be used; `null` when there is none. */
  const validate = async (config: ScriptConfig | undefined): Promise<Record<string, string> | null> => {
    const errors: Record<string, string> = {};
    if (typeof config?.connectToken !== 'string' || config.connectToken === '')
      errors.connectToken = 'Missing "connectToken" value.';
    const zip = config?.newCredentialData?.zipCode;
    if (zip !== undefined && !/^\d{5}$/.test(String(zip)))
      errors.zipCode = '"newCredentialData.zipCode" must have five digits.';
    return Object.keys(errors).length === 0 ? null : errors;
  };

  const create = async (config: ScriptConfig): Promise<{ close: () => void }> => {
    const errors = await validate(config);
    if (errors !== null) throw new Error(Object.values(errors).join(' '));
    stop?.('no_submit');
    const { callbacks = {} } = config;
    const before = document.activeElement;
    const overlay = document.createElement('div');
    const frame = document.createElement('iframe');
    const closer = document.createElement('button');
    const styled = (node: HTMLElement, styles: Record<string, string>): void => {
      // Through the CSSOM: a style attribute would need an exception in the page's policy.
      for (const [name, value] of Object.entries(styles)) node.style.setProperty(name, value);
    };
    overlay.setAttribute('role', 'dialog');
    overlay.setAttribute('aria-modal', 'true');
    overlay.setAttribute('aria-label', 'Connect your utility');
    styled(overlay, {
      position: 'fixed',
      inset: '0',
      'z-index': '2147483000',
      display: 'grid',
      'place-items': 'center',
      background: 'rgb(10 15 20 / 55%)',
    });
    frame.title = 'Connect your utility';
    styled(frame, {
      width: 'min(440px, 100vw)',
      height: 'min(720px, 100dvh)',
      border: '0',
      'border-radius': '12px',
      background: 'Canvas',
    });
    closer.type = 'button';
    closer.textContent = 'Close';
    styled(closer, {
      position: 'absolute',
      top: '12px',
      right: '12px',
      padding: '8px 14px',
      'border-radius': '8px',
      border: '0',
      font: '600 14px system-ui',
      cursor: 'pointer',
    });
    overlay.append(frame, closer);

    let status = 'no_submit';
    const listen = (event: MessageEvent): void => {
      if (event.source !== frame.contentWindow || event.origin !== platform) return;
      const { type, payload } = event.data as {
        type: string;
        payload?: { utilityCredentialId: number; status: string };
      };
      if (type === 'onStart') callbacks.onOpen?.();
      if (type === 'onScriptStatus' && payload !== undefined) {
        if (payload.status === 'submitted')
          callbacks.onCredentialsSubmitted?.({ utilityCredentialId: payload.utilityCredentialId });
        status = payload.status === 'submitted' ? 'pending' : payload.status;
        if (status === 'error') callbacks.onError?.(new Error('Connect could not reach the utility.'));
      }
      // Leaves the person time to read the result.
      if (type === 'onEnd') setTimeout(() => stop?.(null), 1_500);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') stop?.(null);
    };
    stop = (forced) => {
      stop = undefined;
      window.removeEventListener('message', listen);
      window.removeEventListener('keydown', onKey);
      overlay.remove();
      if (before instanceof HTMLElement) before.focus();
      callbacks.onClose?.({ status: forced ?? status });
    };
    closer.addEventListener('click', () => stop?.(null));
    window.addEventListener('message', listen);
    window.addEventListener('keydown', onKey);
    const url = new URL('/connect/sandbox', platform);
    url.searchParams.set('token', String(config.connectToken));
    url.searchParams.set('origin', location.origin);
    url.searchParams.set('via', 'script');
    if (config.newCredentialData?.zipCode !== undefined)
      url.searchParams.set('zip', String(config.newCredentialData.zipCode));
    frame.src = url.href;
    document.body.append(overlay);
    closer.focus();
    return { close: () => stop?.(null) };
  };

  // The published React package looks for the second name, older pages use the first one.
  const connect = { validate, create, close: () => stop?.(null) };
  Object.assign(window, { _ArcadiaConnect: connect, _ArcConnect: connect });
}
