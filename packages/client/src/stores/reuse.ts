/**
 * Returns `next`, but with every part that equals the same part of `prev` replaced by that part, and `prev` itself
 * when all is equal. So data that did not change keeps its identity through a refresh, and views that compare by
 * identity do not render again. Knows plain objects, arrays and typed arrays: the shapes that decoders return.
 * List items are matched by `id` when they have one, so one new item on top does not make all others look new.
 */
export function reuse<T>(prev: unknown, next: T): T {
  if (Object.is(prev, next)) return next;
  if (typeof prev !== 'object' || typeof next !== 'object' || prev === null || next === null) return next;
  if (Object.getPrototypeOf(prev) !== Object.getPrototypeOf(next)) return next;
  if (ArrayBuffer.isView(next)) return sameColumn(prev, next) ? (prev as T) : next;
  if (Array.isArray(next)) return reuseList(prev as readonly unknown[], next) as T;
  const prototype = Object.getPrototypeOf(next);
  // A class instance may hide state from us, so it is taken as it is.
  if (prototype !== Object.prototype && prototype !== null) return next;
  return reuseObject(prev as Record<string, unknown>, next as Record<string, unknown>) as T;
}

function reuseObject(prev: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(next);
  let same = keys.length === Object.keys(prev).length;
  const entries = keys.map((key) => {
    const has = Object.hasOwn(prev, key);
    const value = has ? reuse(prev[key], next[key]) : next[key];
    same &&= has && Object.is(value, prev[key]);
    return [key, value] as const;
  });
  // `fromEntries` defines properties, so a key such as `__proto__` in foreign data is only a key.
  return same ? prev : Object.fromEntries(entries);
}

function reuseList(prev: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byId = new Map<unknown, unknown>();
  for (const item of prev) {
    const id = idOf(item);
    if (id !== undefined) byId.set(id, item);
  }
  let same = prev.length === next.length;
  const merged = next.map((item, index) => {
    const kept = reuse(byId.get(idOf(item)) ?? prev[index], item);
    same &&= Object.is(kept, prev[index]);
    return kept;
  });
  return same ? prev : merged;
}

const idOf = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;

function sameColumn(prev: unknown, next: ArrayBufferView): boolean {
  const a = prev as ArrayLike<unknown>;
  const b = next as unknown as ArrayLike<unknown>;
  if (a.length !== b.length) return false;
  // `Object.is` because NaN marks an absent value and equals itself here.
  for (let i = 0; i < b.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
