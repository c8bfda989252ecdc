import { type Extra, type ItemDecoder, shape } from './decoded.ts';
import { booleanOrNull, textOrNull } from './fields.ts';

/** Wire shape. Source: UPSTREAM.md, Credentials, `provider` of a credential and of a meter. */
const FIELDS = {
  id: textOrNull,
  name: textOrNull,
  country: textOrNull,
  supportsCredentialValidation: booleanOrNull,
};

/** A utility, as Plug returns it. */
export interface Provider {
  readonly id: string | null;
  readonly name: string | null;
  readonly country: string | null;
  /** True if a login is checked in real time; `null` if not given. */
  readonly supportsCredentialValidation: boolean | null;
  readonly extra: Extra;
}

/** Decodes one provider of a body. */
export const provider: ItemDecoder<Provider> = /* @__PURE__ */ shape(FIELDS, (wire, _scope, extra) => ({
  id: wire.id,
  name: wire.name,
  country: wire.country,
  supportsCredentialValidation: wire.supportsCredentialValidation,
  extra,
}));
