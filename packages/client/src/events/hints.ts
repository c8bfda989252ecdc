/** Parts of a session's data that an event may have changed. */
export interface Hint {
  readonly connections: boolean;
  readonly accounts: boolean;
  readonly meters: boolean;
  readonly intervals: boolean;
}

/** Returns a hint with these parts. */
export const hint = (...names: (keyof Hint)[]): Hint => ({
  connections: names.includes('connections'),
  accounts: names.includes('accounts'),
  meters: names.includes('meters'),
  intervals: names.includes('intervals'),
});

/** All parts: after a gap in the stream, and for unknown events. */
export const EVERYTHING = hint('connections', 'accounts', 'meters', 'intervals');

/** Returns the parts of both hints. */
export const mergeHints = (a: Hint, b: Hint): Hint => ({
  connections: a.connections || b.connections,
  accounts: a.accounts || b.accounts,
  meters: a.meters || b.meters,
  intervals: a.intervals || b.intervals,
});
