import type { ArcWebhookEvent } from '@arc-elements/models';
import { guarded, guardedAsync } from '../guarded.ts';

type Listener = (event: ArcWebhookEvent) => void;

/** Those who want the events themselves. Most pages have none, so the decoder is loaded for the first event. */
export class EventListeners {
  readonly #listeners = new Set<Listener>();
  #told: Promise<void> = Promise.resolve();

  /** Adds one; returns what takes it out again. */
  add(listener: Listener): () => void {
    const entry = guarded(listener);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  clear(): void {
    this.#listeners.clear();
  }

  /** Tells all of one event, after those before it; nobody once `signal` is aborted. */
  tell(body: unknown, signal: AbortSignal): void {
    if (this.#listeners.size === 0) return;
    this.#told = this.#told.then(() =>
      guardedAsync(async () => {
        const { decodeWebhook } = await import('./webhook-decoder.ts');
        const event = decodeWebhook(body);
        if (!signal.aborted) for (const listener of [...this.#listeners]) listener(event);
      }),
    );
  }
}
