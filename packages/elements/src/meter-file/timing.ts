/** Waits, in ms, so that tests can shorten them. */
export const fileTiming = {
  /** Reading that takes longer than this is shown, with a way to end it. */
  progress: 300,
};
