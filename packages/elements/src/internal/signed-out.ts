import type { SessionState } from '@arc-elements/client';
import type { ErrorLike } from './errors.ts';

const SIGNED_OUT: ErrorLike = { code: 'signed-out', message: 'The session was signed out.' };

/** Why nobody is signed in, so that nothing can be shown until somebody is; `null` while somebody is, or may be. */
export const signedOut = ({ status, error }: SessionState): ErrorLike | null =>
  status === 'signed-out' ? (error ?? SIGNED_OUT) : null;
