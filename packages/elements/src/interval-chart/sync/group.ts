import type { ReactiveController } from 'lit';
import { sameRange } from '../data/range.ts';
import type { Change } from '../state.ts';
import type { ChartStore, SyncHost } from '../store.ts';

type Follow = (change: Change) => void;

const groups = new Map<string, Set<Follow>>();

/** Lets charts of one name on a page show the same range: what the person does in one of them, the others follow. */
export class RangeGroup implements ReactiveController {
  readonly #host: SyncHost;
  readonly #follow: Follow;
  #joined = '';
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
    // A chart outside the page may still be updated; as a member it would never be garbage-collected.
    const name = this.#isConnected ? this.#host.group : '';
    if (name === this.#joined) return;
    this.#leave();
    if (name === '') return;
    const members = groups.get(name) ?? new Set();
    groups.set(name, members.add(this.#follow));
    this.#joined = name;
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
    const members = groups.get(this.#joined);
    members?.delete(this.#follow);
    if (members?.size === 0) groups.delete(this.#joined);
    this.#joined = '';
  }

  #publish(change: Change): void {
    for (const follow of groups.get(this.#joined) ?? []) if (follow !== this.#follow) follow(change);
  }
}
