/** All scopes of a session, in the order of the documentation. */
export const SCOPES = [
  'connections:read',
  'connections:connect',
  'accounts:read',
  'meters:read',
  'intervals:read',
  'intervals:activate',
  'profile:read',
  'profile:write',
  'events:read',
  'credentials:create',
] as const;

/** One permission of a session. */
export type Scope = (typeof SCOPES)[number];

/**
 * Scopes of a session whose issuer names none: all but writing the profile and sending passwords.
 */
export const DEFAULT_SCOPES: readonly Scope[] = SCOPES.filter(
  (scope) => scope !== 'profile:write' && scope !== 'credentials:create',
);

/** Returns true if a route is for browser sessions: its access is then the scope that they need. */
export const isScope = (access: string): access is Scope => SCOPES.some((scope) => scope === access);
