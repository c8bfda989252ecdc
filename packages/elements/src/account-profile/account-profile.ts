import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { PersonalState } from '../controllers/personal-state.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { whenRemoved } from '../controllers/when-removed.ts';
import { ArcElement } from '../internal/arc-element.ts';
import { base } from '../internal/base.styles.ts';
import { type ErrorLike, errorText } from '../internal/errors.ts';
import { countryCode } from '../internal/expectations.ts';
import { icon } from '../internal/icons.ts';
import { property } from '../internal/property.ts';
import { empty, failed, skeleton } from '../internal/states.ts';
import { tokens } from '../internal/tokens.styles.ts';
import type { WordsOf } from '../languages/catalog.ts';
import { messages } from './account-profile.messages.ts';
import styles from './account-profile.styles.ts';
import { ProfileEditor } from './profile-editor.ts';
import { profileFacts } from './profile-facts.ts';
import type { Draft, ProfileField } from './profile-form.ts';
import { ArcProfileSaveEvent } from './profile-save-event.ts';
import { ArcProfileTariffEvent } from './profile-tariff-event.ts';
import { tariffCard } from './tariff-card.ts';

type TextField = 'address1' | 'address2' | 'city' | 'state' | 'zip';

/**
 * Shows the Switch account of the person: address and customer class in a short form, and the
 * likely tariff, which the person can confirm or replace. Needs the scope `profile:read`, and
 * `profile:write` to save, which a session does not have by default. Without it, the profile is
 * shown as text.
 *
 * @element arc-account-profile
 * @fires {ArcProfileSaveEvent} arc-profile-save - The form was saved.
 * @fires {ArcProfileTariffEvent} arc-profile-tariff - The person said which tariff is theirs.
 * @fires {ArcErrorEvent} arc-error - The profile could not be read or saved.
 * @csspart form - The form.
 * @csspart facts - The saved profile as text, if the session may not change it.
 * @csspart save - Its button.
 * @csspart tariff - The tariff card.
 * @csspart confirm - The button that confirms the likely tariff.
 * @csspart choose - The button that opens the list of other tariffs.
 * @csspart reload - The button that loads the saved profile after a conflict.
 * @csspart skeleton - Blocks of the final size while it loads.
 * @csspart empty - Shown when there is no profile.
 * @csspart error - Why no profile is shown, or why it was not saved; the code is in `data-code`.
 * @csspart retry - The button that tries again.
 */
export class ArcAccountProfileElement extends ArcElement {
  static override styles = [tokens, base, styles];
  static override readonly catalogs = [messages];
  static override readonly expectations = { country: countryCode };

  /** Additional fields, each saved as a property of the account. */
  @property({ attribute: false }) fields: readonly ProfileField[] = [];
  /** Country of the address, ISO 3166 alpha-2. */
  @property() country = 'US';

  #ready = false;
  readonly #profile = new PersonalState(
    this,
    () => this.scope.session,
    () => new ProfileEditor(() => this.requestUpdate()),
    (last) => last.stop(),
  );
  readonly #state = new StoreController(this, () => this.scope.session?.state);

  constructor() {
    super();
    whenRemoved(
      this,
      () => this.#profile.value.running,
      () => this.#profile.value.stop(),
    );
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const profile = this.#profile.value;
    if (changed.has('fields')) profile.setFields(this.fields);
    const accounts = this.scope.session?.client.accounts;
    const ready = this.#state.value?.status === 'ready';
    const started = ready && !this.#ready;
    this.#ready = ready;
    if (accounts === undefined || this.blocked !== null) return;
    // A read that failed with the session is repeated once the session has started.
    if (started && profile.readError !== null) void profile.read(accounts, this);
    else profile.open(accounts, this);
  }

  protected override render(): TemplateResult {
    if (this.blocked !== null) return this.renderNoSession();
    const { locale } = this.scope;
    const profile = this.#profile.value;
    const { account, draft, readError } = profile;
    if (readError !== null) return failed({ error: readError, locale, retry: this.#readAgain });
    if (account === undefined || draft === undefined) {
      return skeleton(
        html`<div class="stack"><div class="card placeholder">${BLOCKS}</div></div>`,
        this.#words.loading,
        locale,
      );
    }
    if (account?.status === 'DELETED') {
      return empty({ icon: 'home', title: this.#words.deletedTitle, hint: this.#words.deletedHint });
    }
    return html`<div class="stack">
      ${this.#readOnly ? profileFacts(account, this.fields, locale) : this.#renderForm(profile, draft)}
      ${
        account === null
          ? nothing
          : tariffCard({
              tariffs: account.tariffs,
              readOnly: this.#readOnly,
              locale,
              choosing: profile.choosing,
              busy: profile.busy,
              open: () => {
                profile.choosing = true;
              },
              cancel: () => {
                profile.choosing = false;
              },
              choose: (id) => void this.#choose(id),
            })
      }
    </div>`;
  }

  protected override updated(): void {
    const { readError, saveError } = this.#profile.value;
    this.reportError(this.blocked ?? readError ?? saveError);
  }

  get #words(): WordsOf<typeof messages> {
    return messages.in(this.scope.locale);
  }

  /** True if the session lacks the scope to save. A session may not know its scopes. */
  get #readOnly(): boolean {
    return this.#state.value?.scopes?.includes('profile:write') === false;
  }

  get #errors(): ProfileEditor['errors'] {
    return this.#profile.value.errors;
  }

  #renderForm({ account, errors, busy, saved, saveError }: ProfileEditor, draft: Draft): TemplateResult {
    return html`<section class="card" aria-labelledby="title">
      <div>
        <h2 id="title">${this.#words.title}</h2>
        <p class="muted small">${this.#words.intro}</p>
      </div>
      <form part="form" novalidate @submit=${this.#onSubmit}>
        ${this.#renderText('address1', draft.address1, 'address-line1')}
        ${this.#renderText('address2', draft.address2, 'address-line2', true)}
        <div class="town">
          ${this.#renderText('city', draft.city, 'address-level2')}
          ${this.#renderText('state', draft.state, 'address-level1')}
          ${this.#renderText('zip', draft.zip, 'postal-code')}
        </div>
        <fieldset aria-describedby=${errors.has('customerClass') ? 'customerClass-error' : nothing}>
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
        ${saveError === null ? nothing : this.#renderSaveError(saveError)}
        <div class="actions">
          <button class="button button--primary" part="save" type="submit" aria-disabled=${busy ? 'true' : nothing}>
            ${busy ? this.#words.saving : account === null ? this.#words.create : this.#words.save}
          </button>
          <span class="saved" role="status">${saved ? html`${icon('check')}${this.#words.saved}` : nothing}</span>
        </div>
      </form>
    </section>`;
  }

  #renderText(name: TextField, value: string, autocomplete: string, optional = false): TemplateResult {
    return html`<div class="field">
      <label for="field-${name}">${this.#words[name]} ${optional ? this.#renderOptional() : nothing}</label>
      <input
        id="field-${name}"
        dir="auto"
        autocomplete=${autocomplete as AutoFill}
        inputmode=${name === 'zip' ? 'numeric' : 'text'}
        aria-invalid=${this.#errors.has(name) ? 'true' : 'false'}
        aria-describedby=${this.#errors.has(name) ? `${name}-error` : nothing}
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
      ...(this.#errors.has(keyName) ? [`${keyName}-error`] : []),
    ];
    return html`<div class="field">
      <label for="field-${keyName}">
        <bdi>${field.label}</bdi> ${field.required ? nothing : this.#renderOptional()}
      </label>
      <div class="with-unit">
        <input
          id="field-${keyName}"
          dir="auto"
          inputmode=${field.type === 'number' ? 'decimal' : 'text'}
          aria-invalid=${this.#errors.has(keyName) ? 'true' : 'false'}
          aria-describedby=${described.length > 0 ? described.join(' ') : nothing}
          .value=${value}
          @input=${(event: Event) => this.#editProperty(keyName, (event.target as HTMLInputElement).value)}
        />
        ${field.unit === undefined ? nothing : html`<bdi class="muted">${field.unit}</bdi>`}
      </div>
      ${field.help === undefined ? nothing : html`<p class="help" id="${keyName}-help"><bdi>${field.help}</bdi></p>`}
      ${this.#renderError(keyName)}
    </div>`;
  }

  #renderOptional(): TemplateResult {
    return html`<span class="muted">(${this.#words.optional})</span>`;
  }

  #renderError(name: string): TemplateResult | typeof nothing {
    const error = this.#errors.get(name);
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
          ? html`<button class="button" part="reload" type="button" @click=${this.#readAgain}>
              ${this.#words.reload}
            </button>`
          : nothing
      }
    </div>`;
  }

  #edit(patch: Partial<Draft>): void {
    this.#profile.value.edit(patch, this);
  }

  #editProperty(keyName: string, value: string): void {
    this.#edit({ properties: { ...this.#profile.value.draft?.properties, [keyName]: value } });
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#save();
  };

  readonly #readAgain = (): void => {
    const session = this.scope.session;
    if (session === undefined) return;
    this.reload(undefined);
    void this.#profile.value.read(session.client.accounts, this);
  };

  async #save(): Promise<void> {
    const session = this.scope.session;
    const profile = this.#profile.value;
    if (session === undefined) return;
    const created = profile.account === null;
    const saved = await profile.save(session.client.accounts, this);
    if (saved && this.#profile.value === profile) this.dispatchEvent(new ArcProfileSaveEvent({ created }));
    if (this.#errors.size === 0) return;
    await this.updateComplete;
    this.#focusFirstError();
  }

  async #choose(masterTariffId: string): Promise<void> {
    const session = this.scope.session;
    const profile = this.#profile.value;
    if (session === undefined) return;
    const chosen = await profile.choose(session.client.accounts, masterTariffId);
    if (chosen && this.#profile.value === profile) this.dispatchEvent(new ArcProfileTariffEvent({ masterTariffId }));
  }

  #focusFirstError(): void {
    const name = this.#errors.keys().next().value;
    const root = this.shadowRoot;
    (root?.getElementById(`field-${name}`) ?? root?.querySelector<HTMLElement>(`[name="${name}"]`))?.focus();
  }
}

const BLOCKS = [0, 1, 2, 3, 4, 5].map(() => html`<span class="skeleton"></span>`);

declare global {
  interface HTMLElementTagNameMap {
    'arc-account-profile': ArcAccountProfileElement;
  }
}
