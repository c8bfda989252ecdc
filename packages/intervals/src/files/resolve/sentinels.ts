import { Rows } from '../channel.ts';

/**
 * Numbers that loggers write for missing values: -999, -9999.9, and the least number of two or four
 * bytes.
 */
const SENTINEL = /^-(9{3,}(\.9+)?|32768|2147483648)$/;
/** Such a number is missing if it is so many times further below zero than any other value. */
const FAR = 10;

/** Replaces numbers that stand for missing values by missing values. `found` has these numbers. */
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
