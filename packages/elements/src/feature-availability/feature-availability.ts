import {
  type Availability,
  FEATURE_NAMES,
  type Feature,
  type FeatureName,
  type FeatureProduct,
  featuresOf,
  type UtilityAccount,
} from '@arc-elements/models';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ClockController } from '../controllers/clock-controller.ts';
import { PersonalState } from '../controllers/personal-state.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { ArcElement } from '../internal/arc-element.ts';
import { base } from '../internal/base.styles.ts';
import { type Change, ChangeDetector } from '../internal/change-detector.ts';
import { checkAttribute, numberAttribute, someOf, wholeNumber } from '../internal/expectations.ts';
import { type IconName, icon } from '../internal/icons.ts';
import { maskNumber } from '../internal/masks.ts';
import { property } from '../internal/property.ts';
import { empty } from '../internal/states.ts';
import { tokens } from '../internal/tokens.styles.ts';
import type { WordsOf } from '../languages/catalog.ts';
import { accountHead } from './account-head.ts';
import { matches, streetOf } from './accounts.ts';
import { messages } from './feature-availability.messages.ts';
import styles from './feature-availability.styles.ts';
import { ArcFeatureChangeEvent } from './feature-change-event.ts';

const APPEARANCES = {
  AVAILABLE: { tone: 'is-ok', icon: 'checkCircle' },
  NOT_READY: { tone: 'is-busy', icon: 'clock' },
  NOT_AVAILABLE: { tone: '', icon: 'minusCircle' },
  unknown: { tone: '', icon: 'question' },
} satisfies Record<Availability, { tone: string; icon: IconName }>;

/** Up to this many accounts have a column each. More are chosen from a list, one at a time. */
const MAX_COLUMNS = 3;
/** The list has a search field from this many accounts on. */
const SEARCH_FROM = 8;

/**
 * Shows each utility account and its six features in three groups, each available, getting ready or
 * not available. Account numbers are masked until the person reveals one.
 *
 * @element arc-feature-availability
 * @fires {ArcFeatureChangeEvent} arc-feature-change - A shown availability changed; not fired for
 *   the first one.
 * @fires {ArcErrorEvent} arc-error - Accounts could not be read.
 * @csspart account - Facts of one account.
 * @csspart number - Its number, masked or not.
 * @csspart tariff - Its tariff.
 * @csspart past-due - The chip that a bill is past due.
 * @csspart account-state - The chip of an account that is closed, incomplete or locked.
 * @csspart table - The table of features.
 * @csspart availability - Icon and word of one feature of one account.
 * @csspart skeleton - Blocks of the final size while it loads.
 * @csspart empty - Shown when there is no account yet.
 * @csspart error - Why no data is shown; the code is in `data-code`.
 * @csspart retry - The button that tries again.
 * @csspart stale - The note on the age of the data, because the last refresh failed.
 * @csspart partial - The note that some entries could not be read.
 */
export class ArcFeatureAvailabilityElement extends ArcElement {
  static override styles = [tokens, base, styles];
  static override readonly catalogs = [messages];
  static override readonly expectations = { features: someOf(...FEATURE_NAMES), 'account-id': wholeNumber };

  /**
   * Features to show, separated by spaces: `utility_intervals charge_cost`. Empty shows all six.
   */
  @property() features:
    | ''
    | 'utility_statements'
    | 'utility_intervals'
    | 'utility_remittance'
    | 'hosted_payments'
    | 'charge_cost'
    | 'smart_charge'
    | `${FeatureName} ${string}` = '';
  /** Id of the only account to show. If absent, all are shown. */
  @property({ attribute: 'account-id', converter: numberAttribute }) accountId: number | undefined = undefined;
  /** Leaves out services and tariff of an account. */
  @property({ type: Boolean }) compact = false;

  #changes: readonly Change<string, Availability>[] = [];
  readonly #personal = new PersonalState<Personal>(
    this,
    () => this.scope.session,
    () => ({
      changes: new ChangeDetector(),
      announcement: '',
      selected: undefined,
      search: '',
      revealed: new Set(),
      explained: new Set(),
    }),
  );
  readonly #accounts = new StoreController(this, () => this.scope.session?.accounts);
  /** True while more accounts may be found. */
  readonly #discovering = new StoreController(
    this,
    () => this.scope.session?.connections,
    ({ data }) => data?.some((connection) => connection.accountsLoading || connection.state === 'checking') ?? false,
  );

  constructor() {
    super();
    new ClockController(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // Attributes are checked already, but properties are not.
    if (changed.has('features'))
      checkAttribute(this.localName, 'features', String(this.features), ArcFeatureAvailabilityElement.expectations);
    const accounts = this.#accounts.value?.data;
    const personal = this.#personal.value;
    this.#changes = personal.changes.detect(accounts === undefined ? undefined : availabilities(accounts));
    const last = this.#changes.at(-1);
    if (last === undefined) return;
    const { account: id, feature } = subjectOf(last.key);
    const account = accounts?.find((each) => each.id === id);
    if (account === undefined) return;
    const words = this.#words;
    personal.announcement = words.announce(words.name[feature], this.#nameOf(account), words.state[last.to]);
  }

  protected override render() {
    return html`${this.renderResource(this.#accounts.value, {
      store: this.#accounts.store,
      placeholder: html`<div class="card placeholder">${BLOCKS}</div>`,
      loading: this.#words.loading,
      content: (accounts) => this.#renderContent(accounts),
    })}
      <div class="visually-hidden" role="status">${this.#personal.value.announcement}</div>`;
  }

  protected override updated(): void {
    this.reportError(this.blocked ?? this.#accounts.value?.error);
    for (const { key, from, to } of this.#changes) {
      const { account, feature } = subjectOf(key);
      this.dispatchEvent(new ArcFeatureChangeEvent({ accountId: account, feature, from, to }));
    }
    this.#changes = [];
  }

  get #words(): WordsOf<typeof messages> {
    return messages.in(this.scope.locale);
  }

  #renderContent(all: readonly UtilityAccount[]): TemplateResult {
    const accounts = all.filter(({ id }) => this.accountId === undefined || id === this.accountId);
    if (accounts.length > 0) return this.#renderAccounts(accounts);
    const discovering = this.#discovering.value === true;
    return empty({
      icon: discovering ? 'search' : 'home',
      title: discovering ? this.#words.lookingTitle : this.#words.emptyTitle,
      hint: discovering ? this.#words.lookingHint : this.#words.emptyHint,
    });
  }

  #renderAccounts(accounts: readonly UtilityAccount[]): TemplateResult {
    const { selected: chosen } = this.#personal.value;
    const selected = accounts.find(({ id }) => id === chosen) ?? (accounts[0] as UtilityAccount);
    const list = accounts.length > MAX_COLUMNS;
    return html`<div class="card frame ${list ? 'layout--list' : ''}">
      ${list ? this.#renderList(accounts, selected) : nothing}
      <div>
        ${accounts.length > 1 ? this.#renderPick(accounts, selected) : nothing}
        ${this.#renderTable(list ? [selected] : accounts, selected)}
      </div>
    </div>`;
  }

  #renderList(accounts: readonly UtilityAccount[], selected: UtilityAccount): TemplateResult {
    const { search } = this.#personal.value;
    const found = accounts.filter((account) => matches(account, search));
    return html`<nav class="list" aria-label=${this.#words.accounts}>
      ${
        accounts.length < SEARCH_FROM
          ? nothing
          : html`<input
              type="search"
              aria-label=${this.#words.search}
              placeholder=${this.#words.search}
              .value=${search}
              @input=${this.#onSearch}
            />`
      }
      <ul>
        ${found.map(
          (account) =>
            html`<li>
              <button
                class="choice"
                type="button"
                aria-current=${account === selected ? 'true' : nothing}
                @click=${() => this.#set({ selected: account.id })}
              >
                <bdi>${this.#nameOf(account)}</bdi>
                <span class="muted">${
                  account.accountNumber === null
                    ? html`<bdi>${account.utilityName}</bdi>`
                    : html`<bdi dir="ltr">${maskNumber(account.accountNumber)}</bdi>`
                }</span>
              </button>
            </li>`,
        )}
      </ul>
      ${found.length === 0 ? html`<p class="muted small" role="status">${this.#words.noMatch}</p>` : nothing}
    </nav>`;
  }

  #nameOf(account: UtilityAccount): string {
    return streetOf(account) ?? account.utilityName ?? this.#words.unnamed;
  }

  /**
   * Returns name and number as text, each isolated by control characters, as `<option>` has no
   * `<bdi>`.
   */
  #labelOf(account: UtilityAccount): string {
    const number = account.accountNumber === null ? '' : `, \u2066${maskNumber(account.accountNumber)}\u2069`;
    return `\u2068${this.#nameOf(account)}\u2069${number}`;
  }

  #renderPick(accounts: readonly UtilityAccount[], selected: UtilityAccount): TemplateResult {
    return html`<div class="pick">
      <label
        >${this.#words.choose}
        <select @change=${this.#onPick}>
          ${accounts.map(
            (account) => html`<option value=${account.id} ?selected=${account === selected}>
              ${this.#labelOf(account)}
            </option>`,
          )}
        </select>
      </label>
    </div>`;
  }

  #renderTable(accounts: readonly UtilityAccount[], selected: UtilityAccount): TemplateResult {
    // A script may set an array.
    const asked = String(this.features).split(/[\s,]+/);
    const wanted = FEATURE_NAMES.filter((name) => asked.includes(name));
    const columns = accounts.map((account) => ({
      account,
      other: account === selected ? '' : 'other',
      features: featuresOf(account).filter(({ name }) => wanted.length === 0 || wanted.includes(name)),
    }));
    const rows = columns[0]?.features ?? [];
    // A single account has the whole width.
    const single = columns.length === 1;
    const products = [...new Set(rows.map(({ product }) => product))];
    // The roles are explicit because some browsers drop them if `display` changes, as in the narrow
    // layout.
    return html`<table part="table" role="table">
      <caption class="visually-hidden">
        ${this.#words.caption}
      </caption>
      <colgroup>
        <col class="features" />
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          ${single ? nothing : html`<td role="cell" class="features"></td>`}
          ${columns.map(
            ({ account, other }) => html`<th
              role="columnheader"
              scope="col"
              colspan=${single ? 2 : 1}
              class=${other}
              data-account=${account.id}
            >
              ${accountHead({
                account,
                words: this.#words,
                compact: this.compact,
                revealed: this.#personal.value.revealed.has(account.id),
                toggle: () => this.#set({ revealed: toggled(this.#personal.value.revealed, account.id) }),
              })}
            </th>`,
          )}
        </tr>
      </thead>
      ${products.map((product) => this.#renderGroup(product, columns))}
    </table>`;
  }

  #renderGroup(product: FeatureProduct, columns: readonly Column[]): TemplateResult {
    const rows = columns[0]?.features.filter((feature) => feature.product === product) ?? [];
    return html`<tbody role="rowgroup">
      <tr role="row">
        <th role="rowheader" class="group" scope="rowgroup" colspan=${columns.length + 1}>
          ${this.#words.group[product]}
        </th>
      </tr>
      ${rows.map(({ name }, i) => {
        const { explained } = this.#personal.value;
        const open = explained.has(name);
        return html`<tr role="row" class="${i === 0 ? 'first' : ''} ${open ? 'open' : ''}" data-feature=${name}>
          <th role="rowheader" scope="row">
            <span class="name">
              ${this.#words.name[name]}
              <button
                class="about"
                type="button"
                aria-expanded=${open}
                aria-label=${this.#words.about(this.#words.name[name])}
                @click=${() => this.#set({ explained: toggled(explained, name) })}
              >
                ${icon('info')}
              </button>
            </span>
            ${open ? html`<p class="why">${this.#words.what[name]}</p>` : nothing}
          </th>
          ${columns.map(({ features, other }) => {
            const cell = features.find((feature) => feature.name === name) as Feature;
            return this.#renderCell(cell, other, open);
          })}
        </tr>`;
      })}
    </tbody>`;
  }

  #renderCell({ availability, availabilityText }: Feature, other: string, open: boolean): TemplateResult {
    const { tone, icon: iconName } = APPEARANCES[availability];
    const isUnknown = availability === 'unknown' && availabilityText !== null;
    const reason = isUnknown ? this.#words.becauseText(availabilityText) : this.#words.because[availability];
    return html`<td role="cell" class=${other} data-availability=${availability}>
      <span class="word ${tone}" part="availability">${icon(iconName)}${this.#words.state[availability]}</span>
      ${open ? html`<p class="why">${reason}</p>` : nothing}
    </td>`;
  }

  readonly #onSearch = (event: Event): void => {
    this.#set({ search: (event.target as HTMLInputElement).value });
  };

  readonly #onPick = (event: Event): void => {
    this.#set({ selected: Number((event.target as HTMLSelectElement).value) });
  };

  #set(patch: Partial<Personal>): void {
    Object.assign(this.#personal.value, patch);
    this.requestUpdate();
  }
}

interface Personal {
  readonly changes: ChangeDetector<string, Availability>;
  announcement: string;
  /** Id of the account that the person chose. */
  selected: number | undefined;
  /** Ids of the accounts whose number is shown. */
  revealed: ReadonlySet<number>;
  /** Input of the search field. */
  search: string;
  explained: ReadonlySet<FeatureName>;
}

interface Column {
  readonly account: UtilityAccount;
  /** Class of a column that is hidden if only one fits; empty for the selected one. */
  readonly other: string;
  readonly features: readonly Feature[];
}

const BLOCKS = [0, 1, 2, 3, 4, 5, 6].map(() => html`<span class="skeleton"></span>`);

/** Returns every availability by account and feature. */
function availabilities(accounts: readonly UtilityAccount[]): ReadonlyMap<string, Availability> {
  return new Map(
    accounts.flatMap(({ id, features }) => FEATURE_NAMES.map((name) => [`${id}/${name}`, features[name]] as const)),
  );
}

function subjectOf(key: string): { readonly account: number; readonly feature: FeatureName } {
  const [id, feature] = key.split('/');
  return { account: Number(id), feature: feature as FeatureName };
}

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

declare global {
  interface HTMLElementTagNameMap {
    'arc-feature-availability': ArcFeatureAvailabilityElement;
  }
}
