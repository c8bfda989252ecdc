import { type Extra, type ItemDecoder, items, shape } from './decoded.ts';
import { anything, dateOrNull, text, textOrNull } from './fields.ts';

const PREFIX = 'gen_mtid_';

/**
 * The number part of a tariff id as text: the legacy API writes `gen_mtid_522`, Switch writes `522` as number or text.
 * Ids are opaque; compare two of them only after this.
 */
export function masterTariffIdOf(id: string | number): string {
  const opaque = String(id).trim();
  return opaque.startsWith(PREFIX) ? opaque.slice(PREFIX.length) : opaque;
}

const INPUT_FIELDS = { id: text, value: anything };

/** Wire shape. Source: UPSTREAM.md, Tariffs, `MostRecentTariff`. */
const FIELDS = {
  main_tariff_id: textOrNull,
  supplier_name: textOrNull,
  tariff_code: textOrNull,
  tariff_name: textOrNull,
  utility_name: textOrNull,
  tariff_as_of_date: dateOrNull,
  property_inputs: anything,
};

/** A value that the tariff's price depends on, such as a territory. Its identity is `id`. */
export interface TariffInput {
  readonly id: string;
  /** Text, number, boolean or null, as it came. */
  readonly value: unknown;
}

/** The schedule that prices an account's energy, as last seen on a statement. */
export interface Tariff {
  /** As written by the platform, such as `gen_mtid_522`; `null` when not told. */
  readonly id: string | null;
  /** Without the prefix, to compare with Switch; `null` when not told. */
  readonly masterTariffId: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly utilityName: string | null;
  /** Who supplies the energy when that is not the utility. */
  readonly supplierName: string | null;
  /** Date of the statement that showed it, `YYYY-MM-DD`. */
  readonly asOfDate: string | null;
  readonly inputs: readonly TariffInput[];
  readonly extra: Extra;
}

const input: ItemDecoder<TariffInput> = /* @__PURE__ */ shape(INPUT_FIELDS, ({ id, value }) => ({ id, value }));

/** Reads one tariff inside another body. */
export const tariff: ItemDecoder<Tariff> = /* @__PURE__ */ shape(FIELDS, (wire, scope, extra) => ({
  id: wire.main_tariff_id,
  masterTariffId: wire.main_tariff_id === null ? null : masterTariffIdOf(wire.main_tariff_id),
  code: wire.tariff_code,
  name: wire.tariff_name,
  utilityName: wire.utility_name,
  supplierName: wire.supplier_name,
  asOfDate: wire.tariff_as_of_date,
  inputs: items(wire.property_inputs, input, { ...scope, path: `${scope.path}.property_inputs` }),
  extra,
}));
