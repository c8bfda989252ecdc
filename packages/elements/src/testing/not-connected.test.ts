import { aTimeout, expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../define.ts';
import type { ArcSession } from '@arc-elements/client';
import { ELEMENT_CLASSES, type ElementClass } from './element-classes.ts';
import { household } from './household.ts';
import { removeForGood } from './remove.ts';

/**
 * Records global listeners, observers, intervals and requests, which could keep an element alive.
 */
function watch(): { readonly held: readonly string[]; stop(): void } {
  const held: string[] = [];
  const undo: (() => void)[] = [];
  const drop = (name: string): void => {
    const index = held.indexOf(name);
    if (index >= 0) held.splice(index, 1);
  };
  const replace = (owner: object, name: string, make: (original: (...args: never[]) => unknown) => unknown): void => {
    const original = Reflect.get(owner, name);
    const own = Object.hasOwn(owner, name);
    Reflect.set(owner, name, make(original));
    undo.push(() => (own ? Reflect.set(owner, name, original) : Reflect.deleteProperty(owner, name)));
  };
  for (const [name, target] of [
    ['document', document],
    ['window', window],
  ] as const) {
    replace(
      target,
      'addEventListener',
      () => (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
        held.push(`${type} of ${name}`);
        options?.signal?.addEventListener('abort', () => drop(`${type} of ${name}`));
        EventTarget.prototype.addEventListener.call(target, type, listener, options);
      },
    );
    replace(target, 'removeEventListener', () => (type: string, ...rest: [EventListener]) => {
      drop(`${type} of ${name}`);
      EventTarget.prototype.removeEventListener.call(target, type, ...rest);
    });
  }
  for (const Observer of [MutationObserver, ResizeObserver, IntersectionObserver]) {
    replace(
      Observer.prototype,
      'observe',
      (observe) =>
        function (this: object, ...args: never[]) {
          held.push(Observer.name);
          observe.apply(this, args);
        },
    );
    replace(
      Observer.prototype,
      'disconnect',
      (disconnect) =>
        function (this: object, ...args: never[]) {
          while (held.includes(Observer.name)) drop(Observer.name);
          disconnect.apply(this, args);
        },
    );
  }
  replace(window, 'setInterval', (setInterval) => (...args: never[]) => {
    held.push('interval');
    return setInterval.apply(window, args);
  });
  replace(window, 'clearInterval', (clearInterval) => (...args: never[]) => {
    drop('interval');
    return clearInterval.apply(window, args);
  });
  replace(window, 'fetch', (fetch) => (...args: never[]) => {
    held.push(`request for ${String(args[0])}`);
    return fetch.apply(window, args);
  });
  return {
    held,
    stop: () => {
      for (const each of undo) each();
    },
  };
}

/** Sets every property that a page can set. */
function setAll(el: InstanceType<ElementClass>, { elementProperties }: ElementClass, session: ArcSession): void {
  for (const [name, { state, type }] of elementProperties) {
    // The table has fewer listeners than the plot that it replaces.
    if (state || name === 'now' || name === 'table') continue;
    el[name] = type === Boolean ? true : name === 'session' ? session : name === 'series' ? aSeries() : undefined;
  }
  for (const [name, value] of [
    ['src', '/packages/elements/package.json'],
    ['meterId', 'mtr_1'],
    ['group', 'one'],
    ['link', 'chart'],
    ['broker', '/broker'],
    ['sessionUrl', '/session'],
    ['feature', 'charge_cost'],
  ] as const)
    if (elementProperties.has(name)) el[name] = value;
}

const aSeries = () => ({ startMs: 0, stepMs: 900_000, timeZone: 'UTC', importKwh: [1, 2, 3, 4] });

/** Waits for deferred work of an element. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await nextFrame();
  await aTimeout(20);
}

describe('an element outside of the document', () => {
  for (const Class of ELEMENT_CLASSES) {
    it(`has no global listener, observer, timer or request, whatever is set: ${new Class().localName}`, async () => {
      const watched = watch();
      try {
        const session = household();
        const el = new Class();
        setAll(el, Class, session as ArcSession);
        if ('open' in el) (el as unknown as { open(): void }).open();
        await settle();
        expect(session.open, 'before it was inserted').to.equal(0);
        expect(watched.held, 'before it was inserted').to.deep.equal([]);

        (await fixture(html`<div></div>`)).append(el);
        await el.updateComplete;
        await settle();
        await removeForGood(el);
        expect(session.open, 'after it was removed').to.equal(0);
        await settle();
        expect(
          watched.held.filter((each) => !each.startsWith('request')),
          'after it was removed',
        ).to.deep.equal([]);

        const requests = watched.held.length;
        const other = household();
        setAll(el, Class, other as ArcSession);
        await settle();
        expect(other.open, 'set afterwards').to.equal(0);
        expect(watched.held.slice(requests), 'set afterwards').to.deep.equal([]);
      } finally {
        watched.stop();
      }
    });
  }
});
