/** Everything a session may be allowed to do, in the order they are documented. */
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

/** What a session gets when its issuer names no scopes: all but writing the profile and passing passwords through. */
export const DEFAULT_SCOPES: readonly Scope[] = SCOPES.filter(
  (scope) => scope !== 'profile:write' && scope !== 'credentials:create',
);

/** Whether who may call a route is a browser, with this scope. */
export const isScope = (access: string): access is Scope => SCOPES.some((scope) => scope === access);
