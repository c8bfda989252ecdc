/**
 * What the sandbox keeps. One record serves both Arc, with integer ids, and Plug, with prefixed
 * ones.
 */

/** Value of Arc's `verification_status`. */
type Verification = 'pending' | 'verified' | 'rejected' | 'error';
/** State of a feature. */
export type Availability = 'AVAILABLE' | 'NOT_READY' | 'NOT_AVAILABLE';
/** The six features of an account, in the platform's order. */
export const FEATURES = [
  'utility_statements',
  'utility_intervals',
  'utility_remittance',
  'hosted_payments',
  'charge_cost',
  'smart_charge',
] as const;
/** Name of a feature. */
export type Feature = (typeof FEATURES)[number];
/** What a utility delivers. */
export type Service = 'electric' | 'gas' | 'water';

/** A partner's user, made by the first thing that names them. */
export interface UserRecord {
  /** The partner's own id: `client_user_id`, `correlationId`, `providerAccountId`. */
  readonly id: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/**
 * One login at a utility. Passwords are not kept: they decide the outcome once, when they are sent.
 */
export interface CredentialRecord {
  /** `crd_…` */
  readonly id: string;
  readonly legacyId: number;
  /** `null` when Plug was given no correlation id; Arc's routes do not show it then. */
  readonly user: string | null;
  readonly providerId: string;
  readonly username: string | null;
  readonly moreUsernames: readonly (string | null)[];
  readonly zip: string | null;
  readonly scenario: string;
  readonly testLogin: boolean;
  readonly verification: Verification;
  readonly status: string;
  readonly statusDetail: string;
  readonly actionRequired: boolean;
  readonly accessible: boolean;
  readonly isActive: boolean;
  readonly isInteractive: boolean;
  readonly webhookUrl: string | null;
  readonly accountsLoading: boolean;
  readonly everVerified: boolean;
  /** Counts submissions; what was scheduled for an earlier one no longer applies. */
  readonly attempt: number;
  readonly verifiedAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** Where service is delivered. All made up. */
export interface AddressRecord {
  readonly streetOne: string;
  readonly streetTwo: string | null;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
}

/** The schedule that prices an account's energy. */
interface TariffRecord {
  readonly masterTariffId: number;
  readonly code: string;
  readonly name: string;
  readonly supplier: string | null;
  readonly asOf: string | null;
}

/** One account at the utility. */
export interface AccountRecord {
  /** `acc_…`, as Plug's meters name it. */
  readonly id: string;
  readonly legacyId: number;
  readonly credentialId: string;
  readonly index: number;
  readonly accountNumber: string | null;
  readonly address: AddressRecord;
  readonly customerName: string;
  readonly status: 'active' | 'closed' | 'incomplete' | 'locked' | 'unknown' | null;
  readonly flags: readonly string[];
  readonly services: readonly Service[];
  readonly tariff: TariffRecord | null;
  readonly features: Readonly<Record<Feature, Availability>>;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** One meter of an account. */
export interface MeterRecord {
  /** `mtr_…` */
  readonly id: string;
  readonly legacyId: number;
  readonly accountId: string;
  readonly meterNumber: string;
  readonly service: Service;
  readonly timeZone: string;
  readonly status: string;
  readonly statusDetail: string | null;
  readonly intervalsActive: boolean;
  /** Which household the readings come from, or which imported file. */
  readonly source:
    | { readonly kind: 'household'; readonly profile: string }
    | { readonly kind: 'import'; readonly index: number };
  /** First day of data, local midnight, epoch ms; `null` until intervals were asked for. */
  readonly dataFromMs: number | null;
  /** End of what the utility has published, epoch ms; `null` until extraction succeeded. */
  readonly dataToMs: number | null;
  /** Length of a reading, minutes. */
  readonly readingMinutes: number;
  readonly extractedAtMs: number | null;
  readonly publishedAtMs: number | null;
  readonly checkedAtMs: number | null;
  readonly customData: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** Somewhere webhooks go. */
export interface EndpointRecord {
  /** UUID. */
  readonly id: string;
  readonly generation: 'legacy' | 'plug';
  readonly url: string;
  readonly signingKey: string;
  readonly enabled: boolean;
  readonly arcVersion: string;
  /** Given when the sandbox was started: it survives a reset. */
  readonly configured: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** One try to deliver an event. */
interface AttemptRecord {
  readonly id: string;
  readonly statusCode: number | null;
  readonly responseBody: string | null;
  readonly atMs: number;
}

/** One event for one endpoint. The body is kept as text: every attempt sends the same bytes. */
export interface EventRecord {
  /** UUID. */
  readonly id: string;
  readonly endpointId: string;
  readonly order: number;
  readonly type: string;
  readonly body: string;
  readonly state: 'waiting' | 'delivered' | 'given-up';
  readonly nextAttemptAtMs: number;
  readonly attempts: readonly AttemptRecord[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/**
 * A connect token: one user in create mode, one credential in update mode. Its text is a secret.
 */
export interface ConnectTokenRecord {
  /** The token itself. */
  readonly id: string;
  readonly user: string;
  readonly credentialId: string | null;
  readonly expiresAtMs: number;
}

/** A bearer token. Its text is a secret. */
export interface AccessTokenRecord {
  /** The token itself. */
  readonly id: string;
  readonly expiresAtMs: number;
}

/** One entry of a Switch account's properties. */
export interface PropertyRecord {
  readonly keyName: string;
  readonly dataType: string | null;
  readonly dataValue: string;
  readonly accuracy?: number;
  readonly fromDateTime?: string | null;
  readonly toDateTime?: string | null;
}

/** One tariff of a Switch account. */
export interface SwitchTariffRecord {
  readonly masterTariffId: number;
  /** Below 100: guessed from the address. 100: set explicitly. */
  readonly likelihood: number;
}

/** A Switch account. */
export interface SwitchAccountRecord {
  /** UUID, `accountId`. */
  readonly id: string;
  readonly providerAccountId: string | null;
  readonly accountName: string | null;
  readonly customerOrgId: string | null;
  readonly customerOrgName: string | null;
  readonly owner: string | null;
  readonly status: string;
  readonly type: string | null;
  readonly address: Readonly<Record<string, string | number | null>> | null;
  readonly properties: Readonly<Record<string, PropertyRecord>> | null;
  readonly tariffs: readonly SwitchTariffRecord[] | null;
  readonly createdAtMs: number;
}

/** A number that only grows, such as the last legacy id given out. */
export interface CounterRecord {
  readonly id: string;
  readonly value: number;
}
