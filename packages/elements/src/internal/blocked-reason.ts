import type { SessionState } from '@arc-elements/client';
import type { ErrorLike } from './errors.ts';

const SIGNED_OUT: ErrorLike = { code: 'signed-out', message: 'The session was signed out.' };

/**
 * Returns why a session has no data to show: nobody is signed in, or the page names a session route
 * that does not exist. `null` while somebody is signed in, or may be.
 */
export const blockedReason = ({ status, error }: SessionState): ErrorLike | null => {
  if (status === 'signed-out') return error ?? SIGNED_OUT;
  return status === 'failed' && error?.code === 'not-found' ? error : null;
};
