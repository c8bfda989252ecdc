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
 * Shows content of the page by the state of one feature: `<arc-feature-gate feature="charge_cost">`
 * with an element in the slot of each state. A state without content shows nothing, except loading,
 * which shows a skeleton, and failed, which shows a message.
 *
 * A browser shows all content until the script is loaded, unless the page has the rule
 * `arc-feature-gate:not(:defined) > :not([slot="loading"]) { display: none }`.
 *
 * It hides content, but does not protect it: check access to data on the server.
 *
 * @element arc-feature-gate
 * @slot available - The feature can be used.
 * @slot not-ready - The platform is still checking the feature; this changes by itself.
 * @slot not-available - The feature cannot be used.
 * @slot loading - Accounts are being read.
 * @slot failed - Accounts could not be read.
 * @fires {ArcGateChangeEvent} arc-gate-change - Another state shows; not fired for the first one.
 * @fires {ArcErrorEvent} arc-error - Accounts could not be read, or the feature does not exist.
 * @csspart skeleton - Blocks of the final size while it loads.
 * @csspart error - Why no content is shown; the code is in `data-code`.
 * @csspart retry - The button that tries again.
 * @cssproperty [--arc-feature-gate-min-height=3em] - Height of the skeleton; set it to that of the
 *   content.
 */
export class ArcFeatureGateElement extends ArcElement {
  static override styles = [tokens, base, styles];
  static override readonly expectations = { feature: oneOf(...FEATURE_NAMES), 'account-id': wholeNumber };

  /** Name of the feature. With an unknown name the gate fails, and reports it. */
  @property() feature:
    | ''
    | 'utility_statements'
    | 'utility_intervals'
    | 'utility_remittance'
    | 'hosted_payments'
    | 'charge_cost'
    | 'smart_charge' = '';
  /** Id of the account that must have the feature. If absent, any account may have it. */
  @property({ attribute: 'account-id', converter: numberAttribute }) accountId: number | undefined = undefined;

  #shown: GateState | undefined;
  readonly #accounts = new StoreController(this, () => this.scope.session?.accounts);

  /** The current state. */
  get state(): GateState {
    if (this.blocked !== null || !isFeature(this.feature)) return 'failed';
    return gateStateOf(this.#accounts.value, this.feature, this.accountId);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // Attributes are checked already, but properties are not.
    if (changed.has('feature'))
      checkAttribute(this.localName, 'feature', String(this.feature), ArcFeatureGateElement.expectations);
  }

  protected override render(): TemplateResult {
    const state = this.state;
    // The direction applies to the element's own messages, not to content of the page.
    const { locale } = this.scope;
    return html`<slot name=${state}
      ><div class="own" lang=${locale} dir=${directionOf(locale)}>${this.#renderFallback(state)}</div></slot
    >`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const unknownFeature = isFeature(this.feature)
      ? null
      : {
          code: 'invalid-request',
          message: `"${this.feature}" is not a feature; use one of ${FEATURE_NAMES.join(', ')}.`,
        };
    this.reportError(unknownFeature ?? this.blocked ?? this.#accounts.value?.error);
    // A new feature or account is not a change of state.
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
