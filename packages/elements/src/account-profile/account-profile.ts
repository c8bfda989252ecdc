import type { ArcSession } from '@arc-elements/client';
import { type Account, isArcError } from '@arc-elements/models';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ArcElement } from '../internal/arc-element.ts';
import { base } from '../internal/base.styles.ts';
import { type ErrorLike, errorText } from '../internal/errors.ts';
import { countryCode } from '../internal/expectations.ts';
import { icon } from '../internal/icons.ts';
import { empty, failed, skeleton } from '../internal/states.ts';
import { tokens } from '../internal/tokens.styles.ts';
import type { WordsOf } from '../languages/catalog.ts';
import { messages } from './account-profile.messages.ts';
import styles from './account-profile.styles.ts';
import { type Draft, draftOf, errorsOf, type FormError, inputOf, type ProfileField } from './profile-form.ts';
import { ArcProfileSaveEvent } from './profile-save-event.ts';
import { ArcProfileTariffEvent } from './profile-tariff-event.ts';
import { tariffCard } from './tariff-card.ts';

type TextField = 'address1' | 'address2' | 'city' | 'state' | 'zip';

/**
 * The Switch account of the person: address and customer class in a short form, and the likely tariff, to be confirmed or
 * replaced. Needs the scope `profile:read`, and `profile:write` to save, which a session does not get by default.
 *
 * @element arc-account-profile
 * @fires {ArcProfileSaveEvent} arc-profile-save - The form was saved.
 * @fires {ArcProfileTariffEvent} arc-profile-tariff - The person said which tariff is theirs.
 * @fires {ArcErrorEvent} arc-error - The profile could not be read or saved.
 * @csspart form - The form.
 * @csspart save - Its button.
 * @csspart tariff - The tariff card.
 * @csspart confirm - The button that says that this is the tariff.
 * @csspart choose - The button that opens the list of others.
 * @csspart reload - After a conflict: the button that loads what is saved now.
 * @csspart skeleton - Blocks of the final size while it loads.
 * @csspart empty - Shown when there is nothing yet.
 * @csspart error - Why nothing is shown; the code is in `data-code`.
 * @csspart retry - The button that tries again.
 */
export class ArcAccountProfileElement extends ArcElement {
  static override styles = [tokens, base, styles];
  static override readonly catalogs = [messages];
  static override readonly expectations = { country: countryCode };

  /** More questions, each kept as a property of the account. */
  @property({ attribute: false }) fields: readonly ProfileField[] = [];
  /** Country of the address, ISO 3166 alpha-2. */
  @property() country = 'US';

  /** `undefined` while it was not read; `null`: there is none yet. */
  @state() private account: Account | null | undefined;
  @state() private draft: Draft | undefined;
  @state() private errors: ReadonlyMap<string, FormError> = new Map();
  @state() private readError: ErrorLike | null = null;
  @state() private saveError: ErrorLike | null = null;
  @state() private busy = false;
  @state() private saved = false;
  @state() private choosing = false;
  #session: ArcSession | undefined;
  #abort: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort();
    this.#session = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('fields') && this.account !== undefined && this.draft !== undefined) {
      const { properties } = draftOf(this.account, this.fields);
      this.draft = { ...this.draft, properties: { ...properties, ...this.draft.properties } };
    }
    const session = this.scope.session;
    if (session === this.#session || !this.isConnected) return;
    this.#session = session;
    this.account = undefined;
    if (session !== undefined) void this.#read(session);
  }

  protected override render(): TemplateResult {
    if (this.blocked !== null) return this.renderNoSession();
    const { locale } = this.scope;
    if (this.readError !== null) return failed({ error: this.readError, locale, retry: this.#readAgain });
    if (this.account === undefined || this.draft === undefined) {
      return skeleton(
        html`<div class="stack"><div class="card placeholder">${BLOCKS}</div></div>`,
        this.#words.loading,
        locale,
      );
    }
    if (this.account?.status === 'DELETED') {
      return empty({ icon: 'home', title: this.#words.deletedTitle, hint: this.#words.deletedHint });
    }
    return html`<div class="stack">
      ${this.#renderForm(this.draft)}
      ${
        this.account === null
          ? nothing
          : tariffCard({
              tariffs: this.account.tariffs,
              locale,
              choosing: this.choosing,
              busy: this.busy,
              open: () => this.#setChoosing(true),
              cancel: () => this.#setChoosing(false),
              choose: (id) => void this.#choose(id),
            })
      }
    </div>`;
  }

  protected override updated(): void {
    this.reportError(this.blocked ?? this.readError ?? this.saveError);
  }

  get #words(): WordsOf<typeof messages> {
    return messages.in(this.scope.locale);
  }

  #renderForm(draft: Draft): TemplateResult {
    return html`<section class="card" aria-labelledby="title">
      <div>
        <h3 id="title">${this.#words.title}</h3>
        <p class="muted small">${this.#words.intro}</p>
      </div>
      <form part="form" novalidate @submit=${this.#onSubmit}>
        ${this.#renderText('address1', draft.address1, 'address-line1')}
        ${this.#renderText('address2', draft.address2, 'address-line2', true)}
        <div class="town">
          ${this.#renderText('city', draft.city, 'address-level2')} ${this.#renderText('state', draft.state, 'address-level1')}
          ${this.#renderText('zip', draft.zip, 'postal-code')}
        </div>
        <fieldset aria-describedby=${this.errors.has('customerClass') ? 'customerClass-error' : nothing}>
          <legend>${this.#words.customerClass}</legend>
          <div class="choices">
            ${(['residential', 'general'] as const).map(
              (name) => html`<label class="choice">
                <input
                  type="radio"
                  name="customerClass"
                  value=${name}
                  .checked=${draft.customerClass === name}
                  @change=${() => this.#edit({ customerClass: name })}
                />
                ${this.#words[name]}
              </label>`,
            )}
          </div>
          ${this.#renderError('customerClass')}
        </fieldset>
        ${this.fields.map((field) => this.#renderField(field, draft.properties[field.keyName] ?? ''))}
        ${this.saveError === null ? nothing : this.#renderSaveError(this.saveError)}
        <div class="actions">
          <button class="button button--primary" part="save" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>
            ${this.busy ? this.#words.saving : this.account === null ? this.#words.create : this.#words.save}
          </button>
          <span class="saved" role="status">${this.saved ? html`${icon('check')}${this.#words.saved}` : nothing}</span>
        </div>
      </form>
    </section>`;
  }

  #renderText(name: TextField, value: string, autocomplete: string, optional = false): TemplateResult {
    return html`<div class="field">
      <label for="field-${name}">${this.#words[name]} ${optional ? html`<span class="muted">(${this.#words.optional})</span>` : nothing}</label>
      <input
        id="field-${name}"
        dir="auto"
        autocomplete=${autocomplete as AutoFill}
        inputmode=${name === 'zip' ? 'numeric' : 'text'}
        aria-invalid=${this.errors.has(name) ? 'true' : 'false'}
        aria-describedby=${this.errors.has(name) ? `${name}-error` : nothing}
        .value=${value}
        @input=${(event: Event) => this.#edit({ [name]: (event.target as HTMLInputElement).value })}
      />
      ${this.#renderError(name)}
    </div>`;
  }

  #renderField(field: ProfileField, value: string): TemplateResult {
    const { keyName } = field;
    const described = [
      ...(field.help === undefined ? [] : [`${keyName}-help`]),
      ...(this.errors.has(keyName) ? [`${keyName}-error`] : []),
    ];
    return html`<div class="field">
      <label for="field-${keyName}">${field.label} ${field.required ? nothing : html`<span class="muted">(${this.#words.optional})</span>`}</label>
      <div class="with-unit">
        <input
          id="field-${keyName}"
          dir="auto"
          inputmode=${field.type === 'number' ? 'decimal' : 'text'}
          aria-invalid=${this.errors.has(keyName) ? 'true' : 'false'}
          aria-describedby=${described.length > 0 ? described.join(' ') : nothing}
          .value=${value}
          @input=${(event: Event) => this.#editProperty(keyName, (event.target as HTMLInputElement).value)}
        />
        ${field.unit === undefined ? nothing : html`<span class="muted">${field.unit}</span>`}
      </div>
      ${field.help === undefined ? nothing : html`<p class="help" id="${keyName}-help">${field.help}</p>`}
      ${this.#renderError(keyName)}
    </div>`;
  }

  #renderError(name: string): TemplateResult | typeof nothing {
    const error = this.errors.get(name);
    return error === undefined
      ? nothing
      : html`<p class="wrong" id="${name}-error">${icon('alert')}${this.#words.error[error]}</p>`;
  }

  #renderSaveError(error: ErrorLike): TemplateResult {
    const text = errorText(error, this.scope.locale);
    return html`<div class="note is-bad" role="alert" part="error" data-code=${error.code}>
      ${icon('alert')}
      <span class="note__text">${this.#words.saveFailed} ${text.title} ${text.hint} ${this.#words.kept}</span>
      ${
        error.code === 'conflict'
          ? html`<button class="button" part="reload" type="button" @click=${this.#readAgain}>${this.#words.reload}</button>`
          : nothing
      }
    </div>`;
  }

  #edit(patch: Partial<Draft>): void {
    if (this.draft === undefined) return;
    this.draft = { ...this.draft, ...patch };
    this.saved = false;
    // A field that was wrong is looked at again as it is typed; others wait until it is sent.
    if (this.errors.size === 0) return;
    const now = errorsOf(this.draft, this.fields, this.country);
    this.errors = new Map([...this.errors].filter(([name]) => now.has(name)));
  }

  #editProperty(keyName: string, value: string): void {
    this.#edit({ properties: { ...this.draft?.properties, [keyName]: value } });
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#save();
  };

  readonly #readAgain = (): void => {
    const session = this.scope.session;
    if (session === undefined) return;
    this.reload(undefined);
    void this.#read(session);
  };

  async #read(session: ArcSession): Promise<void> {
    const signal = this.#begin();
    this.readError = null;
    this.saveError = null;
    try {
      const account = await session.client.accounts.find({ signal });
      if (!signal.aborted) this.#take(account);
    } catch (error) {
      if (!signal.aborted) this.readError = errorLike(error);
    }
  }

  async #save(): Promise<void> {
    const session = this.scope.session;
    const draft = this.draft;
    if (session === undefined || draft === undefined || this.busy) return;
    this.errors = errorsOf(draft, this.fields, this.country);
    if (this.errors.size > 0) {
      await this.updateComplete;
      this.#focusFirstError();
      return;
    }
    const created = this.account === null;
    await this.#write(async (signal) => {
      this.#take(await session.client.accounts.upsert(inputOf(draft, this.fields, this.country), { signal }));
      this.saved = true;
      this.dispatchEvent(new ArcProfileSaveEvent({ created }));
    });
  }

  async #choose(masterTariffId: string): Promise<void> {
    const session = this.scope.session;
    if (session === undefined || this.busy) return;
    await this.#write(async (signal) => {
      const { accounts } = session.client;
      await accounts.setProperty({ keyName: 'masterTariffId', dataValue: masterTariffId }, { signal });
      const account = await accounts.get({ signal });
      // Only the tariff changed: what is being typed into the form stays.
      if (!signal.aborted) this.account = account;
      this.choosing = false;
      this.dispatchEvent(new ArcProfileTariffEvent({ masterTariffId }));
    });
  }

  /** Runs one change; the form stays as it is when it fails. */
  async #write(change: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const signal = this.#begin();
    this.busy = true;
    this.saveError = null;
    try {
      await change(signal);
    } catch (error) {
      if (!signal.aborted) this.saveError = errorLike(error);
    } finally {
      this.busy = false;
    }
  }

  /** Ends what is still running: only the last request may change what is shown. */
  #begin(): AbortSignal {
    this.#abort?.abort();
    this.#abort = new AbortController();
    return this.#abort.signal;
  }

  #take(account: Account | null): void {
    this.account = account;
    this.draft = draftOf(account, this.fields);
    this.errors = new Map();
  }

  #setChoosing(choosing: boolean): void {
    this.choosing = choosing;
  }

  #focusFirstError(): void {
    const name = this.errors.keys().next().value;
    const root = this.shadowRoot;
    (root?.getElementById(`field-${name}`) ?? root?.querySelector<HTMLElement>(`[name="${name}"]`))?.focus();
  }
}

const BLOCKS = [0, 1, 2, 3, 4, 5].map(() => html`<span class="skeleton"></span>`);

function errorLike(error: unknown): ErrorLike {
  return isArcError(error) ? error : { code: 'unknown', message: String(error) };
}

declare global {
  interface HTMLElementTagNameMap {
    'arc-account-profile': ArcAccountProfileElement;
  }
}
