import { type Decoded, type Extra, type ItemDecoder, isObject, reject, type Scope, shape, within } from './decoded.ts';
import { numberOrNull, text, textOrNull, timeOrNull } from './fields.ts';
import { openEnum } from './open-enum.ts';
import { decodeResults } from './switch-envelope.ts';

/**
 * Wire shape. Source: UPSTREAM.md, Account API, `PropertyData`; `dataType` and `accuracy` are in
 * samples only.
 */
const FIELDS = {
  keyName: text,
  dataValue: textOrNull,
  dataType: textOrNull,
  accuracy: numberOrNull,
  fromDateTime: timeOrNull,
  toDateTime: timeOrNull,
};

/** One property of a Switch account, such as its customer class. Identified by `keyName`. */
export interface PropertyData {
  readonly keyName: string;
  /** Always text, numbers included. */
  readonly dataValue: string | null;
  /** Such as `CHOICE`; `null` if not given. */
  readonly dataType: string | null;
  /** 0 to 100; `null` if not given. */
  readonly accuracy: number | null;
  /** Start of its validity, epoch ms; `null` if unlimited. */
  readonly fromMs: number | null;
  /** End of its validity, epoch ms; `null` if unlimited. */
  readonly toMs: number | null;
  /** Such as `displayName`, `unit`, `period`. */
  readonly extra: Extra;
}

/** Kind of customer, on which the tariffs depend. */
export type CustomerClass = 'residential' | 'general' | 'unknown';

// Numbers in most samples, words in others. Source: UPSTREAM.md, Account API.
const CLASS = /* @__PURE__ */ openEnum(['residential', 'general'], { '1': 'residential', '2': 'general' });

/** Returns the customer class for `"1"`, `1`, `"RESIDENTIAL"` and so on. */
export const customerClassOf = (value: string | number | null): CustomerClass =>
  CLASS.of(value === null ? null : String(value));

/** Returns the number to send for a customer class: `1` residential, `2` general. */
export const customerClassValue = (name: Exclude<CustomerClass, 'unknown'>): '1' | '2' =>
  name === 'residential' ? '1' : '2';

const property: ItemDecoder<PropertyData> = /* @__PURE__ */ shape(FIELDS, (wire, _scope, extra) => ({
  keyName: wire.keyName,
  dataValue: wire.dataValue,
  dataType: wire.dataType,
  accuracy: wire.accuracy,
  fromMs: wire.fromDateTime,
  toMs: wire.toDateTime,
  extra,
}));

/** Decodes properties by name: a map, as in all samples, a list, as documented, or null. */
export function properties(input: unknown, scope: Scope): ReadonlyMap<string, PropertyData> {
  const found = new Map<string, PropertyData>();
  const read = (entry: unknown, at: Scope) => {
    const data = property(entry, at);
    if (data !== undefined) found.set(data.keyName, data);
  };
  if (Array.isArray(input)) input.forEach((entry, index) => void read(entry, within(scope, index)));
  else if (isObject(input)) {
    for (const [keyName, entry] of Object.entries(input)) {
      // An entry without a name has that of its key.
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
 * Decodes the answer of the property routes: the property that was set, or none after a deletion.
 * @throws {DecodeError} The body is neither an envelope nor a property.
 * @throws {ArcError} The envelope reports a failure.
 */
export function decodeProperties(body: unknown): Decoded<PropertyData> {
  return decodeResults(body, 'keyName', property);
}
