import { type Extra, type ItemDecoder, shape } from './decoded.ts';
import { booleanOrNull, textOrNull } from './fields.ts';

/** Wire shape. Source: UPSTREAM.md, Credentials, `provider` of a credential and of a meter. */
const FIELDS = {
  id: textOrNull,
  name: textOrNull,
  country: textOrNull,
  supportsCredentialValidation: booleanOrNull,
};

/** A utility, as Plug names it. */
export interface Provider {
  readonly id: string | null;
  readonly name: string | null;
  readonly country: string | null;
  /** Whether a login is checked while the person waits; `null` when not told. */
  readonly supportsCredentialValidation: boolean | null;
  readonly extra: Extra;
}

/** Reads one provider inside another body. */
export const provider: ItemDecoder<Provider> = /* @__PURE__ */ shape(FIELDS, (wire, _scope, extra) => ({
  id: wire.id,
  name: wire.name,
  country: wire.country,
  supportsCredentialValidation: wire.supportsCredentialValidation,
  extra,
}));
