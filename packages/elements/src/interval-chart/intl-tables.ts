import { soonTask } from './pace.ts';

let loaded = false;
let loading: Promise<void> | undefined;

/** The first Intl object of a page has the browser load its tables, which is long enough for a task of its own; `null` when that was done. */
export function intlTables(): Promise<void> | null {
  if (loaded) return null;
  loading ??= soonTask().then(() => {
    new Intl.DateTimeFormat('en', { timeZone: 'America/New_York', timeZoneName: 'longOffset' }).format(0);
    new Intl.NumberFormat('en').format(0);
    loaded = true;
    return soonTask();
  });
  return loading;
}
