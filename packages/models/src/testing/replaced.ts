/** Returns a copy of a body with another value at a path. */
export function replaced(body: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(body))
    return body.map((entry, index) => (String(index) === key ? replaced(entry, rest, value) : entry));
  const object = body as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, value) };
}
