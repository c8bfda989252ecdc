/**
 * Which reading counts where several have the same span and different values. `last-published`
 * takes the one that comes last in the source (or has the latest publication time, where the format
 * has one), `first-published` the one that comes first. `largest` and `smallest` compare the values
 * and so do not depend on the order.
 */
export type ConflictPolicy = 'last-published' | 'first-published' | 'largest' | 'smallest';

/** Options that every reader of interval data takes. */
export interface ReadOptions {
  /** Default `last-published`. */
  readonly conflicts?: ConflictPolicy | undefined;
  /**
   * How net is formed when export was never measured: `unknown` (default) leaves it unknown,
   * `import-only` takes import for net, for a site that is known to have no generation.
   */
  readonly net?: 'unknown' | 'import-only' | undefined;
  /**
   * What values below zero in the import channel mean: `keep` (default) leaves them, as corrections
   * do; `split` reads the channel as signed and moves them to export.
   */
  readonly signed?: 'keep' | 'split' | undefined;
  /**
   * Present time, epoch ms. Readings that start more than a day after it are dropped as impossible.
   */
  readonly nowMs?: number | undefined;
  /**
   * The series is continued to this instant, at most five years, with slots that await publication.
   * Epoch ms.
   */
  readonly untilMs?: number | undefined;
  /** IANA zone to use in place of the source's. */
  readonly timeZone?: string | undefined;
}

/** Returns true if a later value replaces an earlier one of the same span. */
export function replaces(value: number, before: number, policy: ConflictPolicy): boolean {
  switch (policy) {
    case 'last-published':
      return true;
    case 'first-published':
      return false;
    case 'largest':
      return value > before;
    case 'smallest':
      return value < before;
  }
}
