const NEAR = 2;

/** The known name that somebody most likely meant, or `undefined` when none is near. Case and separators do not count. */
export function nearest<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, away: distance(folded(candidate), folded(name)) }))
    .filter(({ away }) => away <= NEAR)
    .sort((a, b) => a.away - b.away);
  return best?.candidate;
}

const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Levenshtein distance; infinite where the lengths alone are too far apart. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > NEAR) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
