import type { Account } from '@arc-elements/models';
import { systemClock } from '../clock.ts';
import type { ArcSession } from '../session-types.ts';
import { type ResourceStore, Subject } from './resource-store.ts';

const stores = new WeakMap<ArcSession, ResourceStore<Account | null>>();
const FRESH_MS = 30_000;

/**
 * Returns the store of the Switch account of a session's person; always the same one for a session.
 * `data` is `null` if there is no account. It is read when watched or refreshed only, because it
 * has no events: call `refresh()` after `client.accounts.upsert`.
 */
export function profileStore(session: ArcSession): ResourceStore<Account | null> {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const subject = new Subject<Account | null>({
    load: async (signal) => ({ data: await session.client.accounts.find({ signal }), rejected: [] }),
    clock: systemClock,
    freshMs: FRESH_MS,
    changed: () => {},
  });
  session.state.subscribe(({ status, person }, before) => {
    if (person !== before.person) subject.forget();
    else if (status === before.status) return;
    if (status === 'ready') subject.invalidate();
  });
  stores.set(session, subject.store);
  return subject.store;
}
