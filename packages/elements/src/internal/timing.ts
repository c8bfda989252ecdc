/** Delays in ms, in one place, so that tests can shorten them. */
export const timing = {
  /** How long an element without a session shows that it is loading. */
  missingSession: 3000,
  /** How long scripts may take to set the properties of an `arc-session` before it is reported. */
  incompleteSession: 1000,
  /**
   * How long the Connect page may take to send its first message before the dialog explains why.
   */
  silentFrame: 10_000,
  /** How long the outcome of Connect stays under its button. */
  connectOutcome: 60_000,
  /** How long an element may be out of the document before it counts as removed. */
  absence: 1000,
  /** How often relative times are updated. */
  tick: 30_000,
  /** How long an element waits for the words of its language before it shows English. */
  words: 1500,
  /** Delay before a file that could not be loaded is loaded again. Doubles with each failure. */
  reload: 1000,
  /** The longest such delay. */
  longestReload: 60_000,
};
