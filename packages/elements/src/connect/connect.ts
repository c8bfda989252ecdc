import type { ArcSession } from '@arc-elements/client';
import { ArcError, type ConnectMessage } from '@arc-elements/models';
import { html, nothing, type PropertyValues } from 'lit';
import { query, state } from 'lit/decorators.js';
import { PersonalState } from '../controllers/personal-state.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { ArcElement } from '../internal/arc-element.ts';
import { base } from '../internal/base.styles.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { numberAttribute, webAddress, wholeNumber, zipCode } from '../internal/expectations.ts';
import { icon } from '../internal/icons.ts';
import { property } from '../internal/property.ts';
import { failed, skeleton } from '../internal/states.ts';
import { timing } from '../internal/timing.ts';
import { toErrorLike } from '../internal/to-error-like.ts';
import { tokens } from '../internal/tokens.styles.ts';
import { directionOf } from '../languages/locale-rules.ts';
import { messages } from './connect.messages.ts';
import styles from './connect.styles.ts';
import { ArcConnectEndEvent, type ConnectEndStatus } from './connect-end-event.ts';
import { ConnectFrame, connectAddress } from './connect-frame.ts';
import { ArcConnectOpenEvent } from './connect-open-event.ts';
import type { ConnectScript } from './connect-script.ts';
import { ArcConnectSubmitEvent } from './connect-submit-event.ts';
import { ModalDialog } from './modal-dialog.ts';

/**
 * `requesting` waits for the address, `loading` for the page; in `script` the older script runs.
 */
type Phase = 'closed' | 'requesting' | 'loading' | 'running' | 'script' | 'failed';

/**
 * A button and a dialog in which a person signs in at their utility. Without `credential-id` a new
 * login is connected; with it, that login is repaired. The page in the dialog is the platform's
 * own: passwords never pass through this site.
 *
 * @element arc-connect
 * @slot - Label of the button.
 * @slot hint - Says which data is read; replaces the line under the button.
 * @fires {ArcConnectOpenEvent} arc-connect-open - The dialog opened.
 * @fires {ArcConnectSubmitEvent} arc-connect-submit - A login was submitted.
 * @fires {ArcConnectEndEvent} arc-connect-end - The dialog closed; once for each opening.
 * @fires {ArcErrorEvent} arc-error - Connect could not be opened.
 * @csspart button - The button that opens the dialog.
 * @csspart hint - The line under it.
 * @csspart outcome - The outcome, after the dialog closed.
 * @csspart dialog - The dialog.
 * @csspart frame - The frame with the Connect page.
 * @csspart silent - Says why the page in the frame may not answer, and what to do.
 * @csspart skeleton - Blocks in the dialog while the page is loading.
 * @csspart error - In the dialog: why it could not be opened; the code is in `data-code`.
 * @csspart retry - The button that tries again.
 * @cssproperty [--arc-connect-background] - Background of the dialog; opaque.
 */
export class ArcConnectElement extends ArcElement {
  static override styles = [tokens, base, styles];
  static override readonly catalogs = [messages];
  static override readonly expectations = { 'credential-id': wholeNumber, zip: zipCode, 'connect-script': webAddress };
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  /**
   * Id of the login to repair, a number of the older generation. Without it, a new one is
   * connected.
   */
  @property({ attribute: 'credential-id', converter: numberAttribute }) credentialId: number | undefined = undefined;
  /** Utility to start with, by the platform's provider id. */
  @property({ attribute: 'provider-id' }) providerId = '';
  /**
   * Zip code to start with, five digits. Documented for the older script; the page may ignore it.
   */
  @property() zip = '';
  /**
   * Address of the platform's older script, `…/dist/v5.js`, which then shows Connect in place of
   * the dialog. For organizations that have no Connect page yet. The policy of the site needs its
   * host in `script-src`, and with Trusted Types the policy name `arc-connect`.
   */
  @property({ attribute: 'connect-script' }) connectScript = '';
  /** Shows a small button without the line under it. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private phase: Phase = 'closed';
  @state() private silent = false;
  @state() private outcome: ConnectEndStatus | null = null;
  // Cached, because the dialog may be moved out of this element.
  @query('dialog', true) private readonly dialog!: HTMLDialogElement;

  #error: ErrorLike | null = null;
  /** Error for `arc-error` that does not keep the person from going on. */
  #notice: ErrorLike | null = null;
  #address: URL | undefined;
  #frame: ConnectFrame | undefined;
  #script: ConnectScript | undefined;
  #abort: AbortController | undefined;
  #status: ConnectEndStatus = 'NO_SUBMIT';
  #outcomeTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #modal = new ModalDialog(
    this,
    () => this.#focusFrame(),
    () => this.#end(),
  );
  readonly #connected = new StoreController(
    this,
    () => this.scope.session?.connections,
    ({ data }) => (data?.length ?? 0) > 0,
    { watch: false },
  );

  constructor() {
    super();
    // The dialog and its outcome are for the person who opened it.
    new PersonalState(
      this,
      () => this.scope.session,
      () => null,
      this.#reset,
    );
  }

  /** True while the dialog is open. */
  get opened(): boolean {
    return this.phase !== 'closed';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
    clearTimeout(this.#outcomeTimer);
    this.outcome = null;
  }

  /** Opens the dialog, as the button does. Does nothing while it is open. */
  open(): void {
    if (this.opened || !this.isConnected) return;
    this.#status = 'NO_SUBMIT';
    this.outcome = null;
    this.phase = 'requesting';
    this.dispatchEvent(new ArcConnectOpenEvent({ mode: this.#mode }));
    void this.#start();
  }

  /** Closes the dialog, as its close button does. */
  close(): void {
    this.#end();
  }

  protected override render() {
    const mode = this.#mode;
    const { locale } = this.scope;
    const words = messages.in(locale);
    // Once there is a connection, adding another one is no longer the main action of the page.
    const another = mode === 'create' && !this.compact && this.#connected.value === true;
    const outcome = this.outcome === null ? '' : words.ended[this.outcome];
    const isBad = BAD_ENDS.has(this.outcome);
    return html`<div lang=${locale} dir=${directionOf(locale)}>
      <button
        part="button"
        class="button ${another ? '' : 'button--primary'} open"
        type="button"
        aria-haspopup="dialog"
        @click=${this.open}
      >
        ${icon(mode === 'create' ? 'plug' : 'refresh')}<slot>${another ? words.another : words[mode]}</slot>
      </button>
      <div part="outcome" class="outcome ${isBad ? 'is-bad' : ''}" role="status">${
        outcome === '' ? nothing : html`${icon(isBad ? 'alert' : 'checkCircle')}<span>${outcome}</span>`
      }</div>
      ${
        outcome === '' && !another
          ? html`<div part="hint" class="hint"><slot name="hint">${words.hint}</slot></div>`
          : nothing
      }
      </div>
      <dialog part="dialog" aria-labelledby="title" @close=${this.#onClose}>
        ${this.opened && this.phase !== 'script' ? this.#renderDialog(mode) : nothing}
      </dialog>
    `;
  }

  protected override updated(_changed: PropertyValues): void {
    // The older script has its own dialog.
    this.#modal.toggle(this.dialog, this.opened && this.phase !== 'script');
    this.reportError(this.phase === 'failed' ? this.#error : this.#notice);
  }

  get #iframe(): HTMLIFrameElement | null {
    return this.dialog.querySelector('iframe');
  }

  get #mode(): 'create' | 'update' {
    return this.credentialId === undefined || Number.isNaN(this.credentialId) ? 'create' : 'update';
  }

  #renderDialog(mode: 'create' | 'update') {
    const { locale } = this.scope;
    const words = messages.in(locale);
    const waiting = this.phase === 'requesting' || this.phase === 'loading';
    return html`
      <header>
        <h2 id="title">${words.title[mode]}</h2>
        <button
          class="button button--icon"
          type="button"
          aria-label=${words.close}
          title=${words.close}
          @click=${this.close}
        >
          ${icon('close')}
        </button>
      </header>
      <div class="body">
        ${
          this.phase === 'failed'
            ? this.#renderFailed(locale)
            : html`
                ${waiting ? skeleton(html`<div class="placeholder">${BLOCKS}</div>`, words.loading, locale) : nothing}
                <iframe
                  part="frame"
                  class=${waiting ? 'is-waiting' : ''}
                  title=${words.frame}
                  referrerpolicy="origin"
                  @load=${this.#onLoad}
                ></iframe>
                ${this.silent ? this.#renderSilent() : nothing}
              `
        }
      </div>
    `;
  }

  #renderFailed(locale: string) {
    const error = this.#error ?? { code: 'unknown', message: '' };
    // Without a session, trying again does not help: the site has to add one.
    return error.code === 'no-session' || this.blocked !== null
      ? this.renderNoSession(this.#restart)
      : failed({ error, locale, retry: this.#restart });
  }

  #renderSilent() {
    const words = messages.in(this.scope.locale);
    return html`<div class="silent" part="silent" role="alert">
      <p>${words.silentTitle}</p>
      <p class="muted">${words.silentHint}</p>
      <div class="actions">
        <button class="button" type="button" @click=${this.#restart}>${icon('refresh')} ${words.reload}</button>
        <a class="button" href=${this.#address?.href ?? ''} target="_blank" rel="noreferrer">${words.newTab}</a>
      </div>
    </div>`;
  }

  readonly #restart = (): void => {
    this.#release();
    this.reload(undefined);
    this.phase = 'requesting';
    void this.#start();
  };

  /** Requests the address and loads it into the frame. Sets `phase`, and never rejects. */
  async #start(): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    this.silent = false;
    this.#notice = null;
    const session = this.scope.session;
    if (session === undefined) {
      this.#fail(this.scope.problem ?? { code: 'no-session', message: 'No session.' });
      return;
    }
    try {
      if (this.connectScript !== '') {
        await this.#startScript(session, abort.signal);
        return;
      }
      const address = await this.#requestAddress(session, abort.signal);
      if (abort.signal.aborted) return;
      this.#address = address;
      this.phase = 'loading';
      await this.updateComplete;
      if (abort.signal.aborted) return;
      this.#frame = new ConnectFrame(this.#iframe as HTMLIFrameElement, address, {
        blocked: () => {
          this.silent = true;
          this.#notice = {
            code: 'frame-blocked',
            message: `The policy of this site needs frame-src ${address.origin}.`,
          };
        },
        message: this.#onMessage,
        silent: () => (this.silent = true),
      });
    } catch (error) {
      // The dialog was closed meanwhile.
      if (abort.signal.aborted) return;
      this.#fail(toErrorLike(error));
    }
  }

  async #startScript({ client: { connect } }: ArcSession, signal: AbortSignal): Promise<void> {
    const id = this.#mode === 'update' ? { utilityCredentialId: this.credentialId as number } : {};
    const connectToken = await connect.token({ ...id, signal });
    if (signal.aborted) return;
    const listener = {
      submitted: (utilityCredentialId: string | null) => this.#submitted(utilityCredentialId),
      failed: (message: string) => {
        this.#notice = { code: 'connect-script', message };
        this.requestUpdate();
      },
      closed: (status: ConnectEndStatus) => {
        // A submitted login is still checked if the person closes early.
        this.#status = status === 'NO_SUBMIT' && this.#status === 'PENDING' ? 'PENDING' : status;
        this.outcome = this.#status;
        this.#end();
      },
    };
    try {
      const script = new (await import('./connect-script.ts')).ConnectScript();
      if (signal.aborted) return;
      this.#script = script;
      await script.open(this.connectScript, { connectToken, zip: this.zip }, listener, signal);
    } catch (error) {
      throw new ArcError('unavailable', error instanceof Error ? error.message : String(error), { cause: error });
    }
    // The script may have closed already.
    if (!signal.aborted && this.phase === 'requesting') this.phase = 'script';
  }

  #submitted(utilityCredentialId: string | null): void {
    this.#status = 'PENDING';
    this.dispatchEvent(new ArcConnectSubmitEvent({ utilityCredentialId }));
    this.#refresh();
  }

  #fail(error: ErrorLike): void {
    this.#error = error;
    this.phase = 'failed';
  }

  async #requestAddress({ client: { connect } }: ArcSession, signal: AbortSignal): Promise<URL> {
    const text =
      this.#mode === 'create'
        ? await connect.plugUrl({ signal })
        : await connect.url({ utilityCredentialId: this.credentialId as number, signal });
    const address = connectAddress(text, { providerId: this.providerId, zip: this.zip });
    if (address === null) throw new ArcError('decode', 'The service answered with an address that cannot be opened.');
    return address;
  }

  readonly #onMessage = (message: ConnectMessage): void => {
    this.silent = false;
    if (message.type === 'onStart') this.#focusFrame();
    if (this.phase === 'loading') this.phase = 'running';
    if (message.type === 'onCredentialsSubmitted') {
      this.#submitted(message.utilityCredentialId);
    } else if (message.type === 'onEnd') {
      this.#status = message.status === 'unknown' ? 'UNKNOWN' : message.status;
      this.outcome = this.#status;
      this.#end();
    }
  };

  /** Moves the focus into the page, unless the person moved it meanwhile. */
  #focusFrame(): void {
    const { activeElement: active } = this.dialog.getRootNode() as ShadowRoot;
    if (active === null || active.closest('header') !== null) this.#iframe?.focus();
  }

  readonly #onLoad = (): void => {
    // This also happens for a blocked page, which `silent` explains after a while.
    if (this.phase === 'loading') this.phase = 'running';
  };

  readonly #end = (): void => {
    if (!this.opened) return;
    this.#release();
    this.phase = 'closed';
    this.silent = false;
    clearTimeout(this.#outcomeTimer);
    this.#outcomeTimer = setTimeout(() => {
      this.outcome = null;
    }, timing.connectOutcome);
    if (this.#status !== 'NO_SUBMIT') this.#refresh();
    this.dispatchEvent(new ArcConnectEndEvent({ status: this.#status }));
  };

  readonly #reset = (): void => {
    this.#status = 'NO_SUBMIT';
    this.#end();
    this.outcome = null;
  };

  /** Called after Escape. The event comes late, when the dialog may be open again. */
  readonly #onClose = (): void => {
    if (!this.dialog.open && this.phase !== 'script') this.#end();
  };

  #release(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#frame?.stop();
    this.#frame = undefined;
    this.#script?.stop();
    this.#script = undefined;
  }

  /** Reads the lists again, before a webhook reports the change. The stores keep failures. */
  #refresh(): void {
    void this.scope.session?.connections.refresh();
    void this.scope.session?.accounts.refresh();
  }
}

const BAD_ENDS: ReadonlySet<ConnectEndStatus | null> = new Set(['REJECTED', 'ERROR'] as const);

const BLOCKS = [0, 1, 2, 3, 4].map(() => html`<span class="skeleton"></span>`);

declare global {
  interface HTMLElementTagNameMap {
    'arc-connect': ArcConnectElement;
  }
}
