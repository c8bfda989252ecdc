/** Delays, in ms, which tests can shorten. */
export const fileTiming = {
  /** Reading that takes longer than this shows its progress. */
  progress: 300,
};
