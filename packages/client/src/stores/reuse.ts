/**
 * Returns `next` with each part that equals the same part of `prev` replaced by that of `prev`, or
 * `prev` itself if all is equal. So data that did not change keeps its identity, and views that
 * compare by identity do not render again. Compares plain objects, arrays and typed arrays. List
 * items are matched by `id` if they have one, so a new first item does not change all others.
 */
export function reuse<T>(prev: unknown, next: T): T {
  if (Object.is(prev, next)) return next;
  if (typeof prev !== 'object' || typeof next !== 'object' || prev === null || next === null) return next;
  if (Object.getPrototypeOf(prev) !== Object.getPrototypeOf(next)) return next;
  if (ArrayBuffer.isView(next)) return sameColumn(prev, next) ? (prev as T) : next;
  if (Array.isArray(next)) return reuseList(prev as readonly unknown[], next) as T;
  const prototype = Object.getPrototypeOf(next);
  // A class instance may have private state, so it is not compared.
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
  // `fromEntries` defines own keys, so `__proto__` is a key like any other.
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
  // `Object.is`, because NaN stands for a missing value.
  for (let i = 0; i < b.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
