const MAX_DISTANCE = 2;

/**
 * Finds the known name that a misspelt one most likely stands for; `undefined` if none is similar.
 * Case and separators do not count.
 */
export function nearest<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, away: distance(normalized(candidate), normalized(name)) }))
    .filter(({ away }) => away <= MAX_DISTANCE)
    .sort((a, b) => a.away - b.away);
  return best?.candidate;
}

const normalized = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Returns the Levenshtein distance; infinity if the lengths alone differ by too much. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_DISTANCE) return Number.POSITIVE_INFINITY;
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
