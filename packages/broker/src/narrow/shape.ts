/** A JSON object that is still in the platform's own words. */
export type Row = Record<string, unknown>;

/** Tells a JSON object from arrays, null and scalars. */
export const isObject = (input: unknown): input is Row =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/**
 * Which fields of a platform object a browser may be shown. `true` takes a text, number, boolean or null; `'map'` an object
 * of such; `[shape]` a list. What is not named does not get through, so a field that the platform adds stays behind until
 * somebody has looked at it.
 */
export type Shape = true | 'map' | readonly [Shape] | { readonly [field: string]: Shape };

/** An integer that JavaScript would change as what all programs read alike: as text, unless only its form was unusual. */
const shown = (integer: bigint): number | string => {
  const value = Number(integer);
  return Number.isSafeInteger(value) ? value : `${integer}`;
};

/** A copy with only what the shape names; `undefined` when the value is of another kind. Null stays null. */
export function narrow(value: unknown, shape: Shape): unknown {
  if (value === null) return null;
  if (shape === true) return typeof value === 'bigint' ? shown(value) : typeof value === 'object' ? undefined : value;
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
  // fromEntries defines properties, so a key named __proto__ is only a key.
  return Object.fromEntries(entries);
}

function isList(shape: Exclude<Shape, true>): shape is readonly [Shape] {
  return Array.isArray(shape);
}
