import { type Extra, type ItemDecoder, items, shape, within } from './decoded.ts';
import { anything, dateOrNull, text, textOrNull } from './fields.ts';

const PREFIX = 'gen_mtid_';

/**
 * Returns a tariff id without its prefix, for comparison: the legacy API has `gen_mtid_522`, Switch
 * has the number or the text `522`.
 */
export function masterTariffIdOf(id: string | number): string {
  const text = String(id).trim();
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
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

/** A value on which the price depends, such as a territory. Identified by `id`. */
export interface TariffInput {
  readonly id: string;
  /** Text, number, boolean or null, as written by the platform. */
  readonly value: unknown;
}

/** The tariff of an account, as last seen on a statement. */
export interface Tariff {
  /** As written by the platform, such as `gen_mtid_522`; `null` if not given. */
  readonly id: string | null;
  /** Id without the prefix, to compare with Switch; `null` if not given. */
  readonly masterTariffId: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly utilityName: string | null;
  /** Energy supplier, if it is not the utility. */
  readonly supplierName: string | null;
  /** Date of the statement that showed it, `YYYY-MM-DD`. */
  readonly asOfDate: string | null;
  readonly inputs: readonly TariffInput[];
  readonly extra: Extra;
}

const input: ItemDecoder<TariffInput> = /* @__PURE__ */ shape(INPUT_FIELDS, ({ id, value }) => ({ id, value }));

/** Decodes one tariff of a body. */
export const tariff: ItemDecoder<Tariff> = /* @__PURE__ */ shape(FIELDS, (wire, scope, extra) => ({
  id: wire.main_tariff_id,
  masterTariffId: wire.main_tariff_id === null ? null : masterTariffIdOf(wire.main_tariff_id),
  code: wire.tariff_code,
  name: wire.tariff_name,
  utilityName: wire.utility_name,
  supplierName: wire.supplier_name,
  asOfDate: wire.tariff_as_of_date,
  inputs: items(wire.property_inputs, input, within(scope, 'property_inputs')),
  extra,
}));
