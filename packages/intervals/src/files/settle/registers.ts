import { Rows } from '../channel.ts';

/** Fewer values that never fall may be chance; so many are a register. */
const CERTAIN = 24;

/**
 * Returns true for values that look like states of a meter: in order of time they never fall, they rise, and either there are many of
 * them or they rise by less than the meter has counted before.
 */
export function looksLikeRegister(rows: Rows): boolean {
  const values = inOrder(rows);
  if (values.length < 3) return false;
  for (let i = 1; i < values.length; i++) if (values[i]!.value < values[i - 1]!.value) return false;
  const first = values[0]!.value;
  const rise = values.at(-1)!.value - first;
  return rise > 0 && (values.length >= CERTAIN || rise < first);
}

/** Energy between the states of a register. Where the state falls, the meter was exchanged or began anew: no energy is known there. */
export function differences(rows: Rows): { readonly rows: Rows; readonly falls: number } {
  const states = inOrder(rows);
  const differences = new Rows();
  let falls = 0;
  for (let i = 1; i < states.length; i++) {
    const before = states[i - 1]!;
    const now = states[i]!;
    if (now.at === before.at) continue;
    const rise = now.value - before.value;
    if (rise < 0) falls++;
    differences.push(before.at, now.at, rise < 0 ? Number.NaN : exact(rise), before.estimated || now.estimated);
  }
  return { rows: differences, falls };
}

/** A difference without the digits that only come of writing decimals in binary. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}

function inOrder({ count, start, end, value, estimated }: Rows) {
  const states = [];
  for (let i = 0; i < count; i++) {
    // A state given for an interval is that at its end.
    const at = Number.isNaN(end[i]!) ? start[i]! : end[i]!;
    if (!Number.isNaN(value[i]!) && !Number.isNaN(at))
      states.push({ at, value: value[i]!, estimated: estimated[i] === 1 });
  }
  return states.sort((a, b) => a.at - b.at);
}
