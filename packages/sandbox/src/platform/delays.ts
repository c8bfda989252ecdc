/**
 * How long each step takes, virtual ms: short enough to watch in real time, in the documented
 * order.
 */
export const DELAYS = {
  verifyMs: 1_500,
  discoverMs: 1_500,
  firstFeaturesMs: 2_000,
  otherFeaturesMs: 3_000,
  extractMs: 2_500,
  statementsMs: 60_000,
  providerBackMs: 3_600_000,
  emailApprovedMs: 86_400_000,
  codeExpiresMs: 900_000,
  reviewedMs: 86_400_000,
} as const;
