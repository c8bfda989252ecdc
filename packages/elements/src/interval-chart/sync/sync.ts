import type { ChartStore, SettingsHost } from '../store.ts';
import { RangeGroup } from './group.ts';
import { Link } from './link.ts';

/** What a chart says of itself: the name of its group, and its name in the page's address. */
export interface SyncHost extends SettingsHost {
  readonly group: string;
  readonly link: string;
}

/** Keeps a chart in step with others of the page, and with the page's address. Follows the state of its store. */
export class Sync {
  readonly #link: Link;

  constructor(host: SyncHost, store: ChartStore) {
    new RangeGroup(host, store, () => host.group);
    this.#link = new Link(host, store, () => host.link);
  }

  /** Takes over what the address asks for; before each render, after what the page set, because a link wins. */
  follow(): void {
    this.#link.follow();
  }

  /** The person went: takes out of the address what they looked at. */
  leave(): void {
    this.#link.leave();
  }
}
