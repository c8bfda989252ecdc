import { type Extra, type ItemDecoder, shape } from './decoded.ts';
import { textOrNull } from './fields.ts';

/** Wire shape. Source: UPSTREAM.md, Meters, `serviceAddress` of a meter. */
const FIELDS = {
  addressType: textOrNull,
  recipient: textOrNull,
  streetLine1: textOrNull,
  streetLine2: textOrNull,
  city: textOrNull,
  state: textOrNull,
  postalCode: textOrNull,
  country: textOrNull,
  fullAddress: textOrNull,
};

/** A postal address, as Plug returns it. Every part may be missing. */
export interface Address {
  /** Such as `FULL`. */
  readonly type: string | null;
  readonly recipient: string | null;
  readonly streetOne: string | null;
  readonly streetTwo: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  /** The whole address in one line. */
  readonly full: string | null;
  readonly extra: Extra;
}

/** Decodes one address of a body. */
export const address: ItemDecoder<Address> = /* @__PURE__ */ shape(FIELDS, (wire, _scope, extra) => ({
  type: wire.addressType,
  recipient: wire.recipient,
  streetOne: wire.streetLine1,
  streetTwo: wire.streetLine2,
  city: wire.city,
  state: wire.state,
  zip: wire.postalCode,
  country: wire.country,
  full: wire.fullAddress,
  extra,
}));
