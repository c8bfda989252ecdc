import type { ReactiveController } from 'lit';
import { sameRange } from '../data/range.ts';
import type { Change } from '../state.ts';
import type { ChartStore, SyncHost } from '../store.ts';

type Follow = (change: Change) => void;

const groups = new Map<string, Set<Follow>>();

/**
 * Shares the visible range among the charts of a group: they follow what the person does in one of
 * them.
 */
export class RangeGroup implements ReactiveController {
  readonly #host: SyncHost;
  readonly #follow: Follow;
  #name = '';
  #isConnected = false;

  constructor(host: SyncHost, store: ChartStore) {
    this.#host = host;
    this.#follow = (change) => store.change(change);
    store.subscribe(({ visible, preset }, before) => {
      if (visible === null || (before.visible !== null && sameRange(visible, before.visible))) return;
      this.#publish({ kind: 'show', range: visible, preset });
    });
    host.addController(this);
  }

  hostUpdate(): void {
    // A chart outside the page may still be updated, but a member is never garbage-collected.
    const group = this.#isConnected ? this.#host.group : '';
    if (group === this.#name) return;
    this.#leave();
    if (group === '') return;
    const members = groups.get(group) ?? new Set();
    groups.set(group, members.add(this.#follow));
    this.#name = group;
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.hostUpdate();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#leave();
  }

  #leave(): void {
    const members = groups.get(this.#name);
    members?.delete(this.#follow);
    if (members?.size === 0) groups.delete(this.#name);
    this.#name = '';
  }

  #publish(change: Change): void {
    for (const follow of groups.get(this.#name) ?? []) if (follow !== this.#follow) follow(change);
  }
}
