import type { Flow } from '../channel.ts';
import type { Candidate } from './candidate.ts';
import { energyOf } from './energy.ts';
import type { Spans } from './spans.ts';

/** Result of the choice between channels of one flow. */
export type Picked =
  /** These count: added if `added`, else joined in time. */
  | { readonly taken: readonly Candidate[]; readonly added: boolean }
  /** Not decided: the sets from which a person may choose. */
  | { readonly open: readonly (readonly Candidate[])[] };

/**
 * Returns the channels of a flow that are energy, else registers, else power. The other kinds
 * repeat them.
 */
export function bestOf(candidates: readonly Candidate[], ...flows: readonly Flow[]): readonly Candidate[] {
  const own = candidates.filter(({ channel }) => flows.includes(channel.flow));
  for (const kind of ['energy', 'register', 'power'] as const) {
    const sameKind = own.filter((candidate) => candidate.kind === kind);
    if (sameKind.length > 0) return sameKind;
  }
  return [];
}

/** Decides which of several channels of one flow count, if their values leave no doubt. */
export function pick(candidates: readonly Candidate[]): Picked {
  const shares = Map.groupBy(candidates, ({ channel }) => channel.part);
  // A part may be in the file twice, or continue in a second channel.
  const picked = [...shares].map(([part, samePart]) => ({ part, ...pickAlike(samePart) }));
  const wholes = picked.flatMap((share) => ('taken' in share && share.part === '' ? share.taken : []));
  const parts = picked.flatMap((share) => ('taken' in share && share.part !== '' ? share.taken : []));
  if (picked.length < 2) return picked[0] ?? { taken: [], added: false };
  if (picked.some((share) => 'open' in share)) return openOf(candidates);
  if (wholes.length === 0) return { taken: parts, added: true };
  if (parts.length < 2 || wholes.length > 1) return pickAlike(candidates);
  // If the whole is not the sum of the parts, it may be another part with an unknown name.
  if (!isSumOf(wholes[0]!, parts)) return { open: [candidates, wholes, parts] };
  const isFiner = parts.some(({ spans }) => spans.usualMs < wholes[0]!.spans.usualMs);
  return isFiner ? { taken: parts, added: true } : { taken: wholes, added: false };
}

/** Decides between channels that are the same part of a flow. */
function pickAlike(candidates: readonly Candidate[]): Picked {
  if (candidates.every((candidate, i) => candidates.slice(i + 1).every((other) => areApart(candidate, other))))
    return { taken: candidates, added: false };
  // The finest channel counts if all others are sums of it or equal to it.
  const finest = candidates.toSorted((a, b) => a.spans.usualMs - b.spans.usualMs || b.rows.count - a.rows.count);
  const taken: Candidate[] = [];
  for (const [i, candidate] of finest.entries()) {
    if (i > 0 && !finest.slice(0, i).some((finer) => isSumOf(candidate, [finer]))) return openOf(candidates);
    // Some files have the last months in quarter hours and the years before them in hours.
    if (!taken.some((finer) => isCoveredBy(candidate, finer))) taken.push(candidate);
  }
  return { taken, added: false };
}

const openOf = (candidates: readonly Candidate[]): Picked => ({
  open: [candidates, ...candidates.map((candidate) => [candidate])],
});

/** Returns true if both are one channel with the same energy at the same times. */
export function isSame(some: readonly Candidate[], others: readonly Candidate[]): boolean {
  const [a] = some;
  const [b] = others;
  if (a === undefined || b === undefined || some.length + others.length > 2) return false;
  return a.rows.count === b.rows.count && isSumOf(a, [b]);
}

/** Returns true if the channels have no time in common. */
function areApart(a: Candidate, b: Candidate): boolean {
  const [aFrom, aTo] = extentOf(a.spans);
  const [bFrom, bTo] = extentOf(b.spans);
  return aTo <= bFrom || bTo <= aFrom;
}

function extentOf({ start, end }: Spans): readonly [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < start.length; i++) {
    from = Math.min(from, start[i]!);
    to = Math.max(to, end[i]!);
  }
  return [from, to];
}

/**
 * Tolerances of sums, in kWh and as a share, because files round each value, mostly to a watt hour.
 */
const ROUNDING_KWH = 0.0006;
const ROUNDING = 0.002;

/**
 * Returns true if each value of a channel is the sum of the values of `parts` in its time, wherever
 * they cover it.
 */
function isSumOf(whole: Candidate, parts: readonly Candidate[]): boolean {
  const covered = sumsOf(whole, parts).filter(({ isCovered }) => isCovered);
  return (
    covered.length > 0 &&
    covered.every(
      ({ expected, sum }) => Math.abs(sum - expected) <= ROUNDING_KWH * parts.length + ROUNDING * Math.abs(expected),
    )
  );
}

/** Returns true if the finer channel covers every value of the coarser one. */
function isCoveredBy(coarser: Candidate, finer: Candidate): boolean {
  return sumsOf(coarser, [finer]).every(({ isCovered }) => isCovered);
}

/**
 * Returns each value of a channel with the sum of the values of `parts` in its time, and whether
 * these cover it.
 */
function sumsOf(whole: Candidate, parts: readonly Candidate[]) {
  const pieces = parts
    .map(energyOf)
    .flatMap(({ start, end, kwh }) => Array.from(start, (from, i) => ({ start: from, end: end[i]!, kwh: kwh[i]! })))
    .filter(({ kwh }) => !Number.isNaN(kwh))
    .sort((a, b) => a.start - b.start);
  const { start, end, kwh } = energyOf(whole);
  return Array.from(start, (from, i) => {
    const to = end[i]!;
    let sum = 0;
    let coveredMs = 0;
    for (let at = firstFrom(pieces, from); at < pieces.length && pieces[at]!.end <= to; at++) {
      sum += pieces[at]!.kwh;
      coveredMs += pieces[at]!.end - pieces[at]!.start;
    }
    return { expected: kwh[i]!, sum, isCovered: coveredMs >= to - from };
  }).filter(({ expected }) => !Number.isNaN(expected));
}

function firstFrom(pieces: readonly { readonly start: number }[], from: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.start < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
