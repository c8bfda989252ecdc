/** What of a session's data an event may have changed. */
export interface Hint {
  readonly connections: boolean;
  readonly accounts: boolean;
  readonly meters: boolean;
  readonly intervals: boolean;
}

/** A hint that names these. */
export const hint = (...names: (keyof Hint)[]): Hint => ({
  connections: names.includes('connections'),
  accounts: names.includes('accounts'),
  meters: names.includes('meters'),
  intervals: names.includes('intervals'),
});

/** Everything: after a gap in the stream, and for events this version does not know. */
export const EVERYTHING = hint('connections', 'accounts', 'meters', 'intervals');

/** Both at once. */
export const mergeHints = (a: Hint, b: Hint): Hint => ({
  connections: a.connections || b.connections,
  accounts: a.accounts || b.accounts,
  meters: a.meters || b.meters,
  intervals: a.intervals || b.intervals,
});
