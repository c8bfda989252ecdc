import type { Page } from 'playwright-core';

/**
 * Makes a page record what is still active: listeners on targets that still exist, timers,
 * animation frames and observers. Call it before the page is opened.
 */
export async function watchLeftovers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const held = new Map<object, string>();
    /**
     * Listeners on elements outside of the document do not count: they are removed with their
     * element.
     */
    const listeners = new Map<EventTarget, Map<string, object[]>>();
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const idOf = (type: string, options: unknown): string =>
      `${type}${options === true || (options as AddEventListenerOptions | undefined)?.capture ? ' capture' : ''}`;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const target = this ?? globalThis;
      if (listener !== null) {
        const id = idOf(type, options);
        const ofTarget = listeners.get(target) ?? new Map<string, object[]>();
        listeners.set(target, ofTarget);
        const there = ofTarget.get(id) ?? [];
        if (!there.includes(listener)) ofTarget.set(id, [...there, listener]);
        const { once = false, signal } = typeof options === 'object' ? (options as AddEventListenerOptions) : {};
        const gone = () => drop(target, id, listener);
        if (once) addEventListener.call(target, type, gone, { once: true });
        if (signal) addEventListener.call(signal, 'abort', gone);
      }
      addEventListener.call(target, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      const target = this ?? globalThis;
      if (listener !== null) drop(target, idOf(type, options), listener);
      removeEventListener.call(target, type, listener, options);
    };
    function drop(target: EventTarget, id: string, listener: object): void {
      const there = listeners.get(target)?.get(id) ?? [];
      listeners.get(target)?.set(
        id,
        there.filter((one) => one !== listener),
      );
    }

    const { setTimeout, clearTimeout, setInterval, clearInterval, requestAnimationFrame, cancelAnimationFrame } =
      globalThis;
    const timers = new Map<number, string>();
    globalThis.setTimeout = ((run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
      const id = setTimeout(() => {
        timers.delete(id);
        run(...args);
      }, ms) as unknown as number;
      timers.set(id, `timer of ${ms ?? 0} ms`);
      return id;
    }) as unknown as typeof globalThis.setTimeout;
    globalThis.setInterval = ((run: () => void, ms?: number) => {
      const id = setInterval(run, ms) as unknown as number;
      timers.set(id, `interval of ${ms ?? 0} ms`);
      return id;
    }) as unknown as typeof globalThis.setInterval;
    globalThis.clearTimeout = (id) => {
      timers.delete(Number(id));
      clearTimeout(id);
    };
    globalThis.clearInterval = (id) => {
      timers.delete(Number(id));
      clearInterval(id);
    };
    const frames = new Set<number>();
    globalThis.requestAnimationFrame = (run) => {
      const id = requestAnimationFrame((time) => {
        frames.delete(id);
        run(time);
      });
      frames.add(id);
      return id;
    };
    globalThis.cancelAnimationFrame = (id) => {
      frames.delete(id);
      cancelAnimationFrame(id);
    };

    for (const name of ['ResizeObserver', 'IntersectionObserver', 'MutationObserver', 'ReportingObserver'] as const) {
      const Observer = (globalThis as unknown as Record<string, { prototype: Record<string, unknown> }>)[name];
      if (Observer === undefined) continue;
      const { observe, disconnect } = Observer.prototype as Record<string, (...args: unknown[]) => void>;
      Observer.prototype.observe = function (this: object, ...args: unknown[]) {
        held.set(this, name);
        observe?.apply(this, args);
      };
      Observer.prototype.disconnect = function (this: object) {
        held.delete(this);
        disconnect?.call(this);
      };
    }
    const Channel = globalThis.BroadcastChannel;
    globalThis.BroadcastChannel = class extends Channel {
      constructor(name: string) {
        super(name);
        held.set(this, 'BroadcastChannel');
      }
      override close(): void {
        held.delete(this);
        super.close();
      }
    };

    Object.assign(globalThis, {
      leftovers: (): string[] => {
        const found = [...held.values(), ...timers.values(), ...[...frames].map(() => 'animation frame')];
        for (const [target, ofTarget] of listeners) {
          if (target instanceof Node && target !== document && !target.isConnected) continue;
          // Signals and closed channels do not belong to the page and are garbage-collected with
          // their owner.
          if (target instanceof AbortSignal || (target instanceof BroadcastChannel && !held.has(target))) continue;
          for (const [id, there] of ofTarget) {
            const name =
              target === window ? 'window' : target instanceof Node ? target.nodeName : target.constructor.name;
            for (const _ of there) found.push(`${id} of ${name}`);
          }
        }
        return found.sort();
      },
    });
  });
}

/** Resolves to descriptions of everything that is still active. */
export const leftovers = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as unknown as { leftovers(): string[] }).leftovers());
