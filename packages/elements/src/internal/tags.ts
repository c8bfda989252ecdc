/** All public tags. */
export const TAGS = [
  'arc-session',
  'arc-connect',
  'arc-connection-status',
  'arc-feature-availability',
  'arc-feature-gate',
  'arc-meter-list',
  'arc-interval-chart',
  'arc-account-profile',
  'arc-doctor',
] as const;
