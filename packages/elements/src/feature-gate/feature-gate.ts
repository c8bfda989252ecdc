import { FEATURE_NAMES, type FeatureName } from '@arc-elements/models';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { StoreController } from '../controllers/store-controller.ts';
import { ArcElement } from '../internal/arc-element.ts';
import { base } from '../internal/base.styles.ts';
import { checkAttribute, numberAttribute, oneOf, wholeNumber } from '../internal/expectations.ts';
import { property } from '../internal/property.ts';
import { failed, skeleton } from '../internal/states.ts';
import { tokens } from '../internal/tokens.styles.ts';
import { directionOf } from '../languages/locale-rules.ts';
import styles from './feature-gate.styles.ts';
import { ArcGateChangeEvent } from './gate-change-event.ts';
import { type GateState, gateStateOf } from './gate-state.ts';

/**
 * Shows the page's own content by the state of one feature: `<arc-feature-gate feature="charge_cost">` with an element
 * in the slot of each state. A state without content shows nothing; loading has a skeleton and a failure its words.
 *
 * Until the script is there a browser shows all of them: give the page
 * `arc-feature-gate:not(:defined) > :not([slot="loading"]) { display: none }`.
 *
 * It hides, it does not guard: whoever owns the data still checks on the server.
 *
 * @element arc-feature-gate
 * @slot available - The feature can be used.
 * @slot not-ready - It is still being found out; this changes by itself.
 * @slot not-available - It cannot be used for now.
 * @slot loading - Accounts are being read.
 * @slot failed - Accounts could not be read.
 * @fires {ArcGateChangeEvent} arc-gate-change - Another state shows; not fired for the first one.
 * @fires {ArcErrorEvent} arc-error - Accounts could not be read, or the feature has no name we know.
 * @csspart skeleton - Blocks of the final size while it loads.
 * @csspart error - Why nothing is shown; the code is in `data-code`.
 * @csspart retry - The button that tries again.
 * @cssproperty [--arc-feature-gate-min-height=3em] - Height of the skeleton; set it to that of the content.
 */
export class ArcFeatureGateElement extends ArcElement {
  static override styles = [tokens, base, styles];
  static override readonly expectations = { feature: oneOf(...FEATURE_NAMES), 'account-id': wholeNumber };

  /** Name of the feature; one that does not exist fails, says so in `arc-error`, and once on the console. */
  @property() feature:
    | ''
    | 'utility_statements'
    | 'utility_intervals'
    | 'utility_remittance'
    | 'hosted_payments'
    | 'charge_cost'
    | 'smart_charge' = '';
  /** Ask only about this account, by its number id; absent: one account with the feature is enough. */
  @property({ attribute: 'account-id', converter: numberAttribute }) accountId: number | undefined = undefined;

  #shown: GateState | undefined;
  readonly #accounts = new StoreController(this, () => this.scope.session?.accounts);

  /** What is shown now. */
  get state(): GateState {
    if (this.blocked !== null || !isFeature(this.feature)) return 'failed';
    return gateStateOf(this.#accounts.value, this.feature, this.accountId);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // Set by script it did not come by as an attribute.
    if (changed.has('feature'))
      checkAttribute(this.localName, 'feature', String(this.feature), ArcFeatureGateElement.expectations);
  }

  protected override render(): TemplateResult {
    const state = this.state;
    // The direction is that of our words alone; the page's own content keeps its own.
    const { locale } = this.scope;
    return html`<slot name=${state}
      ><div class="own" lang=${locale} dir=${directionOf(locale)}>${this.#renderFallback(state)}</div></slot
    >`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const misnamed = isFeature(this.feature)
      ? null
      : {
          code: 'invalid-request',
          message: `"${this.feature}" is no feature; use one of ${FEATURE_NAMES.join(', ')}.`,
        };
    this.reportError(misnamed ?? this.blocked ?? this.#accounts.value?.error);
    // Another feature or account is a new subject, not a change of state.
    const from = changed.has('feature') || changed.has('accountId') ? undefined : this.#shown;
    const to = this.state;
    this.#shown = to;
    if (from === undefined || from === to || from === 'loading' || !isFeature(this.feature)) return;
    this.dispatchEvent(new ArcGateChangeEvent({ feature: this.feature, from, to }));
  }

  #renderFallback(state: GateState): TemplateResult | typeof nothing {
    if (state === 'loading')
      return skeleton(html`<span class="skeleton placeholder"></span>`, undefined, this.scope.locale);
    if (state !== 'failed') return nothing;
    if (this.blocked !== null) return this.renderNoSession();
    const store = this.#accounts.store;
    return failed({
      error: this.#accounts.value?.error ?? { code: 'unknown', message: '' },
      locale: this.scope.locale,
      ...(store === undefined ? {} : { retry: () => this.reload(store) }),
    });
  }
}

function isFeature(name: string): name is FeatureName {
  return (FEATURE_NAMES as readonly string[]).includes(name);
}

declare global {
  interface HTMLElementTagNameMap {
    'arc-feature-gate': ArcFeatureGateElement;
  }
}
