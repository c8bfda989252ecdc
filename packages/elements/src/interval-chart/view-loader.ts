import type { ErrorLike } from '../internal/errors.ts';
import { viewEntry } from './views/registry.ts';
import { usageView } from './views/usage.ts';
import type { ChartView, ViewId } from './views/view.ts';

/** Brings views in when they are first asked for. The one before stays on the screen until the next has arrived. */
export class ViewLoader {
  readonly #changed: () => void;
  #view: ChartView = usageView;
  #arriving: { readonly id: ViewId; readonly done: Promise<void> } | undefined;
  #failed: { readonly id: ViewId; readonly error: ErrorLike } | undefined;

  /** `changed` is called when a view has arrived, or will not. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The view to draw now. */
  get view(): ChartView {
    return this.#view;
  }

  /** Settles when the view that was asked for is there, or has failed; `undefined` when nothing is on its way. */
  get arriving(): Promise<void> | undefined {
    return this.#arriving?.done;
  }

  /** Why the view that was asked for is not there; `null` when it is, or is on its way. */
  get error(): ErrorLike | null {
    return this.#failed?.error ?? null;
  }

  /** Asks for a view by name. A failed one is asked for again only after `retry`, not by every render. */
  ask(name: string): void {
    const { id, load } = viewEntry(name);
    if (this.#view.id === id) {
      this.#arriving = undefined;
      this.#failed = undefined;
      return;
    }
    if (this.#arriving?.id === id || this.#failed?.id === id) return;
    this.#failed = undefined;
    const done = load().then(
      (view) => {
        // A later choice wins over a slow one.
        if (this.#arriving?.id === id) this.#view = view;
        this.#settle(id);
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (this.#arriving?.id === id) this.#failed = { id, error: { code: 'view-failed', message } };
        this.#settle(id);
      },
    );
    this.#arriving = { id, done };
  }

  /** Forgets a failure, so that the next `ask` tries again. */
  retry(): void {
    this.#failed = undefined;
    this.#changed();
  }

  #settle(id: ViewId): void {
    if (this.#arriving?.id === id) this.#arriving = undefined;
    this.#changed();
  }
}
