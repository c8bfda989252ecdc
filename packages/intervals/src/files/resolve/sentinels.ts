import { Rows } from '../channel.ts';

/**
 * What loggers write where they have no value: -999, -9999.9, and the least number of two or four
 * bytes.
 */
const SENTINEL = /^-(9{3,}(\.9+)?|32768|2147483648)$/;
/** So many times further below zero than any other value: a meter measured no such thing. */
const FAR = 10;

/** Rows in which numbers that stand for no value are missing values; `found` has those numbers. */
export function withoutSentinels(rows: Rows): { readonly rows: Rows; readonly found: readonly number[] } {
  const { count, value } = rows;
  const places: number[] = [];
  let lowest = 0;
  for (let i = 0; i < count; i++) {
    const now = value[i]!;
    if (now <= -999 && SENTINEL.test(String(now))) places.push(i);
    else if (now < lowest) lowest = now;
  }
  const far = places.filter((i) => value[i]! < lowest * FAR);
  if (far.length === 0) return { rows, found: [] };
  const sound = new Rows();
  sound.append(rows);
  for (const i of far) sound.value[i] = Number.NaN;
  return { rows: sound, found: far.map((i) => value[i]!) };
}
