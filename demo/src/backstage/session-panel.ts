import type { ArcSession } from '@arc-elements/client';
import { byId } from '../page.ts';

const LIVE = { stream: 'as they happen', polling: 'asked for now and then', off: 'off' } as const;

/**
 * Shows the session's state until the returned function is called. The token itself is nowhere on
 * the page.
 */
export function sessionPanel(session: ArcSession): () => void {
  const signOut = byId<HTMLButtonElement>('session-sign-out');
  const refresh = byId<HTMLButtonElement>('session-refresh');

  const show = (): void => {
    const { status, live, expiresAtMs, error } = session.state.getState();
    byId('session-status').textContent = error === null ? status : `${status}: ${error.code}`;
    byId('session-live').textContent = LIVE[live];
    byId('session-expiry').textContent = expiresAtMs === null ? '–' : minutesTo(expiresAtMs);
    signOut.textContent = isOver(status) ? 'Sign in again' : 'Sign out';
    refresh.disabled = isOver(status);
  };
  const onSignOut = (): void => (isOver(session.state.getState().status) ? session.retry() : session.signOut());
  const onRefresh = (): void => void session.refresh();

  show();
  signOut.addEventListener('click', onSignOut);
  refresh.addEventListener('click', onRefresh);
  const ticking = setInterval(show, 1000);
  const unsubscribe = session.state.subscribe(show);
  return () => {
    signOut.removeEventListener('click', onSignOut);
    refresh.removeEventListener('click', onRefresh);
    clearInterval(ticking);
    unsubscribe();
  };
}

const isOver = (status: string): boolean => ['signed-out', 'expired', 'failed'].includes(status);

function minutesTo(timeMs: number): string {
  const seconds = Math.max(0, Math.round((timeMs - Date.now()) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
