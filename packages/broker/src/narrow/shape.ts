/** A JSON object with the platform's own field names. */
export type Row = Record<string, unknown>;

/** Returns true if a value is a JSON object: no array, `null` or scalar. */
export const isObject = (input: unknown): input is Row =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/**
 * The fields of a platform object that a browser may see. `true` stands for a string, number,
 * boolean or null, `'map'` for an object of those, `[shape]` for an array. Other fields are
 * removed, so a field that the platform adds is not shown until it is listed.
 */
export type Shape = true | 'map' | readonly [Shape] | { readonly [field: string]: Shape };

/**
 * Converts an integer to what every JSON parser reads alike: a number if it is safe, else a string.
 */
const toJsonInteger = (integer: bigint): number | string => {
  const value = Number(integer);
  return Number.isSafeInteger(value) ? value : `${integer}`;
};

/**
 * Copies the fields that a shape names. Returns `undefined` if the value has another type; null
 * stays null.
 */
export function narrow(value: unknown, shape: Shape): unknown {
  if (value === null) return null;
  if (shape === true)
    return typeof value === 'bigint' ? toJsonInteger(value) : typeof value === 'object' ? undefined : value;
  if (isList(shape)) {
    if (!Array.isArray(value)) return undefined;
    return value.map((item) => narrow(item, shape[0])).filter((item) => item !== undefined);
  }
  if (!isObject(value)) return undefined;
  const fields = shape === 'map' ? Object.keys(value).map((key) => [key, true] as const) : Object.entries(shape);
  const entries: [string, unknown][] = [];
  for (const [key, inner] of fields) {
    const kept = narrow(value[key], inner);
    if (kept !== undefined) entries.push([key, kept]);
  }
  // `fromEntries` defines properties, so that `__proto__` is an ordinary key.
  return Object.fromEntries(entries);
}

function isList(shape: Exclude<Shape, true>): shape is readonly [Shape] {
  return Array.isArray(shape);
}
