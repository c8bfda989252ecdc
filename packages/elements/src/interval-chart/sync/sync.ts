import type { ChartStore, SyncHost } from '../store.ts';
import { RangeGroup } from './group.ts';
import { Link } from './link.ts';

/** Starts keeping a chart in step with the charts of its group and with the page's address. */
export function startSync(host: SyncHost, store: ChartStore): Link {
  new RangeGroup(host, store);
  return new Link(host, store);
}
