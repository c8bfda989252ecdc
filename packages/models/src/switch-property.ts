import { type Decoded, type Extra, type ItemDecoder, isObject, reject, type Scope, shape, within } from './decoded.ts';
import { numberOrNull, text, textOrNull, timeOrNull } from './fields.ts';
import { decodeResults } from './switch-envelope.ts';
import { openWords } from './words.ts';

/** Wire shape. Source: UPSTREAM.md, Account API, `PropertyData`; `dataType` and `accuracy` are in samples only. */
const FIELDS = {
  keyName: text,
  dataValue: textOrNull,
  dataType: textOrNull,
  accuracy: numberOrNull,
  fromDateTime: timeOrNull,
  toDateTime: timeOrNull,
};

/** One property of a Switch account, such as its customer class or building area. Its identity is `keyName`. */
export interface PropertyData {
  readonly keyName: string;
  /** Always text, numbers included. */
  readonly dataValue: string | null;
  /** Such as `CHOICE`; `null` when not told. */
  readonly dataType: string | null;
  /** 0 to 100; `null` when not told. */
  readonly accuracy: number | null;
  /** From when it holds, epoch ms; `null` means from ever. */
  readonly fromMs: number | null;
  /** Until when it holds, epoch ms; `null` means until further notice. */
  readonly toMs: number | null;
  /** Such as `displayName`, `unit`, `period`. */
  readonly extra: Extra;
}

/** Kind of customer, which decides which tariffs fit. */
export type CustomerClass = 'residential' | 'general' | 'unknown';

// Numbers in most samples, words in two of them and in the prose. Source: UPSTREAM.md, Account API.
const CLASS = /* @__PURE__ */ openWords(['residential', 'general'], { '1': 'residential', '2': 'general' });

/** The customer class for `"1"`, `1`, `"RESIDENTIAL"` and so on. */
export const customerClassOf = (value: string | number | null): CustomerClass =>
  CLASS.of(value === null ? null : String(value));

/** What to send for a customer class: `1` residential, `2` general. */
export const customerClassValue = (name: Exclude<CustomerClass, 'unknown'>): '1' | '2' =>
  name === 'residential' ? '1' : '2';

/** Reads one property inside another body. */
const property: ItemDecoder<PropertyData> = /* @__PURE__ */ shape(FIELDS, (wire, _scope, extra) => ({
  keyName: wire.keyName,
  dataValue: wire.dataValue,
  dataType: wire.dataType,
  accuracy: wire.accuracy,
  fromMs: wire.fromDateTime,
  toMs: wire.toDateTime,
  extra,
}));

/** Reads properties by name, from the map of every sample or the list of the documented table; null is none. */
export function properties(input: unknown, scope: Scope): ReadonlyMap<string, PropertyData> {
  const found = new Map<string, PropertyData>();
  const read = (entry: unknown, at: Scope) => {
    const one = property(entry, at);
    if (one !== undefined) found.set(one.keyName, one);
  };
  if (Array.isArray(input)) input.forEach((entry, index) => void read(entry, within(scope, index)));
  else if (isObject(input)) {
    for (const [keyName, entry] of Object.entries(input)) {
      // The key names it when the entry itself does not.
      if (entry !== null)
        read(
          isObject(entry) ? { ...entry, keyName: entry.keyName ?? keyName } : { keyName, dataValue: entry },
          within(scope, keyName),
        );
    }
  } else if (input !== undefined && input !== null) reject(scope, 'expected an object or a list');
  return found;
}

/**
 * Decodes the answer of the properties routes, which echo what was set; deleting answers with none.
 * @throws {DecodeError} The body is neither an envelope nor a property.
 * @throws {ArcError} The envelope reports a failure.
 */
export function decodeProperties(body: unknown): Decoded<PropertyData> {
  return decodeResults(body, 'keyName', property);
}
