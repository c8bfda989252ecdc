import type { Account } from '@arc-elements/models';
import { systemClock } from '../clock.ts';
import type { ArcSession } from '../session-types.ts';
import { type ResourceStore, Subject } from './resource-store.ts';

const stores = new WeakMap<ArcSession, ResourceStore<Account | null>>();
const FRESH_MS = 30_000;

/**
 * The Switch account of a session's person as a store; `data` is `null` when there is none yet. The same store for the
 * same session. It is read when watched or refreshed and not by itself: no event tells about it. After
 * `client.accounts.upsert` call `refresh()`.
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
