import type { SessionState } from '@arc-elements/client';
import type { ErrorLike } from './errors.ts';

const SIGNED_OUT: ErrorLike = { code: 'signed-out', message: 'The session was signed out.' };

/**
 * Why a session lets nothing be shown: nobody is signed in, or the page names a session route that is not there. `null`
 * while somebody is signed in, or may be.
 */
export const blockedReason = ({ status, error }: SessionState): ErrorLike | null => {
  if (status === 'signed-out') return error ?? SIGNED_OUT;
  return status === 'failed' && error?.code === 'not-found' ? error : null;
};
