import { openEnum } from './open-enum.ts';

/** The six features of an account, in display order. */
export const FEATURE_NAMES = [
  'utility_statements',
  'utility_intervals',
  'utility_remittance',
  'hosted_payments',
  'charge_cost',
  'smart_charge',
] as const;

/** Name of a feature, as the platform writes it. */
export type FeatureName = (typeof FEATURE_NAMES)[number];

/**
 * Availability of a feature. `NOT_READY`: the platform needs more data to decide. `NOT_AVAILABLE`:
 * not to be expected.
 */
export type Availability = 'AVAILABLE' | 'NOT_READY' | 'NOT_AVAILABLE' | 'unknown';

const AVAILABILITY = /* @__PURE__ */ openEnum(['AVAILABLE', 'NOT_READY', 'NOT_AVAILABLE']);

/** Returns the availability that a text names; `unknown` for any other text and for `null`. */
export const availabilityOf = (text: string | null): Availability => AVAILABILITY.of(text);

/** Product of the platform that a feature belongs to. */
export type FeatureProduct = 'Plug' | 'Bundle' | 'Spark';

const PRODUCT: Readonly<Record<FeatureName, FeatureProduct>> = {
  utility_statements: 'Plug',
  utility_intervals: 'Plug',
  utility_remittance: 'Bundle',
  hosted_payments: 'Bundle',
  charge_cost: 'Spark',
  smart_charge: 'Spark',
};

/** One feature of one account, ready to show. */
export interface Feature {
  readonly name: FeatureName;
  readonly product: FeatureProduct;
  readonly availability: Availability;
  /** As written by the platform; `null` if the account does not name the feature. */
  readonly availabilityText: string | null;
  /** True if it can be used now. */
  readonly usable: boolean;
  /** True if the platform has decided; while false, the availability may change by itself. */
  readonly settled: boolean;
}

/** Fields of an account that {@link featuresOf} reads. */
export interface FeatureSource {
  readonly features: Readonly<Record<FeatureName, Availability>>;
  readonly featuresText: Readonly<Record<string, string>>;
}

/** Returns the six features of an account in display order, also if the account names none. */
export function featuresOf(account: FeatureSource): readonly Feature[] {
  return FEATURE_NAMES.map((name) => {
    const availability = account.features[name];
    return {
      name,
      product: PRODUCT[name],
      availability,
      availabilityText: Object.hasOwn(account.featuresText, name) ? (account.featuresText[name] ?? null) : null,
      usable: availability === 'AVAILABLE',
      settled: availability === 'AVAILABLE' || availability === 'NOT_AVAILABLE',
    };
  });
}
