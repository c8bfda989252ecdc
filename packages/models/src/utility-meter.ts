import { type Extra, type ItemDecoder, shape } from './decoded.ts';
import { booleanOrNull, intId, intIdOrNull, textOrNull, timeOrNull } from './fields.ts';
import { SERVICE, type ServiceType } from './service-type.ts';

/** Wire shape. Source: UPSTREAM.md, Accounts, `UtilityMeter`. */
const FIELDS = {
  id: intId,
  client_user_id: textOrNull,
  utility_credential_id: intIdOrNull,
  utility_account_id: intIdOrNull,
  meter_number: textOrNull,
  service_type: textOrNull,
  created_at: timeOrNull,
  updated_at: timeOrNull,
  sandboxed: booleanOrNull,
};

/**
 * One meter of a utility account, as the legacy Arc API returns it. Identified by `id`. Its
 * intervals are those of the Plug {@link Meter}.
 */
export interface UtilityMeter {
  readonly id: number;
  /** The partner's own user id; `null` if not given. */
  readonly userId: string | null;
  /** As printed on the meter, with leading zeros and spaces. */
  readonly meterNumber: string | null;
  /** May differ from the credential of the account. */
  readonly utilityCredentialId: number | null;
  readonly utilityAccountId: number | null;
  readonly serviceType: ServiceType;
  /** As written by the platform. */
  readonly serviceTypeText: string | null;
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly updatedAtMs: number | null;
  readonly sandboxed: boolean;
  readonly extra: Extra;
}

/** Decodes one meter of a body. */
export const utilityMeter: ItemDecoder<UtilityMeter> = /* @__PURE__ */ shape(FIELDS, (wire, _scope, extra) => ({
  id: wire.id,
  userId: wire.client_user_id,
  meterNumber: wire.meter_number,
  utilityCredentialId: wire.utility_credential_id,
  utilityAccountId: wire.utility_account_id,
  serviceType: SERVICE.of(wire.service_type),
  serviceTypeText: wire.service_type,
  createdAtMs: wire.created_at,
  updatedAtMs: wire.updated_at,
  sandboxed: wire.sandboxed ?? false,
  extra,
}));
