/** Waits, in ms, in one place, so that tests can shorten them. */
export const timing = {
  /** Without a session for this long, an element says so instead of loading for ever. */
  missingSession: 3000,
  /** An incomplete `arc-session` is reported after this long: a script may still be setting its properties. */
  incompleteSession: 1000,
  /** After this long without a word from the Connect page the dialog explains what may be wrong. */
  silentFrame: 10_000,
  /** For this long the outcome of Connect stays under its button; by then the page itself tells more. */
  connectOutcome: 60_000,
  /** An element that is out of the document for less than this goes on where it was when it is put back. */
  absence: 1000,
  /** How often relative times are brought up to date. */
  tick: 30_000,
  /** An element waits this long for the words of its language before it shows English meanwhile. */
  words: 1500,
  /** The pause before a file that could not be loaded is asked for again; it doubles with each failure. */
  reload: 1000,
  /** The longest such pause. */
  longestReload: 60_000,
};
