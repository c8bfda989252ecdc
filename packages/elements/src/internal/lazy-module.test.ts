import { expect } from '@open-wc/testing';
import { LazyModule } from './lazy-module.ts';
import { timing } from './timing.ts';

/**
 * Returns a module that fails to load `failures` times; `attempts` returns how often it was loaded.
 */
function flaky(failures: number): { readonly module: LazyModule<string>; readonly attempts: () => number } {
  let attempts = 0;
  const module = new LazyModule(async () => {
    attempts += 1;
    if (attempts <= failures) throw new Error(`lost ${attempts}`);
    return 'here';
  });
  return { module, attempts: () => attempts };
}

/** Resolves at the next change of a module. */
const change = (module: LazyModule<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const end = module.subscribe(() => {
      end();
      resolve();
    });
  });

/** Delays from this on, in ms, are not shortened. */
const LATER = 1e8;

describe('LazyModule', () => {
  const { reload, longestReload } = timing;
  const { setTimeout: schedule, fetch } = globalThis;
  const { error } = console;
  /** Delays that `setTimeout` was called with, in ms. */
  let delays: (number | undefined)[];
  /** Errors on the console. */
  let logged: string[];

  beforeEach(() => {
    delays = [];
    logged = [];
    console.error = (text: string) => logged.push(text);
    globalThis.setTimeout = ((run: () => void, ms?: number) => {
      delays.push(ms);
      return schedule(run, ms === undefined || ms < LATER ? 0 : ms);
    }) as typeof setTimeout;
  });

  afterEach(() => {
    globalThis.setTimeout = schedule;
    globalThis.fetch = fetch;
    console.error = error;
    // Uncovers the property of the browser.
    Reflect.deleteProperty(navigator, 'onLine');
    Object.assign(timing, { reload, longestReload });
  });

  it('loads nothing before load() is called', () => {
    const { module, attempts } = flaky(0);
    module.subscribe(() => {})();
    expect(attempts()).to.equal(0);
    expect(module.value).to.equal(undefined);
  });

  it('loads once for all callers', async () => {
    const { module, attempts } = flaky(0);
    await Promise.all([module.load(), module.load()]);
    await module.load();
    expect(module.value).to.equal('here');
    expect(attempts()).to.equal(1);
  });

  it('keeps the reason of a failure, and does not reject', async () => {
    const { module } = flaky(1);
    await module.load();
    expect(module.error).to.deep.equal({ code: 'load-failed', message: 'lost 1' });
  });

  it('loads again when load() is called after a failure', async () => {
    const { module } = flaky(1);
    await module.load();
    await module.load();
    expect([module.value, module.error]).to.deep.equal(['here', null]);
  });

  it('notifies listeners of a failure and of success', async () => {
    const { module } = flaky(1);
    const changes: (string | undefined)[] = [];
    const end = module.subscribe(() => changes.push(module.value ?? module.error?.message));
    await module.load();
    await module.load();
    end();
    expect(changes).to.deep.equal(['lost 1', 'here']);
  });

  it('retries by itself after delays that double up to a minute', async () => {
    const { module } = flaky(8);
    const loaded = new Promise<void>((resolve) => {
      module.subscribe(() => module.value !== undefined && resolve());
    });
    void module.load();
    await loaded;
    expect(delays).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('does not retry without listeners', async () => {
    const { module } = flaky(1);
    await module.load();
    expect(delays).to.deep.equal([]);
  });

  it('stops retrying when the last listener leaves, and continues with the next one', async () => {
    timing.reload = LATER;
    timing.longestReload = LATER;
    const { module, attempts } = flaky(1);
    const end = module.subscribe(() => {});
    await module.load();
    end();
    window.dispatchEvent(new Event('online'));
    expect(attempts()).to.equal(1);
    timing.longestReload = 0;
    await change(module);
    expect(module.value).to.equal('here');
  });

  it('retries at once when the browser is online again', async () => {
    timing.reload = LATER;
    timing.longestReload = LATER;
    const { module, attempts } = flaky(1);
    const end = module.subscribe(() => {});
    await module.load();
    window.dispatchEvent(new Event('online'));
    expect(attempts()).to.equal(2);
    end();
  });

  it('clears the failure with retry(), and its delays start small again', async () => {
    const { module } = flaky(3);
    await module.load();
    await module.load();
    const retried = module.retry();
    expect(module.error).to.equal(null);
    const end = module.subscribe(() => {});
    await retried;
    end();
    expect(delays).to.deep.equal([1000]);
  });

  it('is not loaded again once it is loaded', async () => {
    const { module, attempts } = flaky(0);
    await module.load();
    let changes = 0;
    const end = module.subscribe(() => {
      changes += 1;
    });
    await module.retry();
    end();
    expect([attempts(), changes]).to.deep.equal([1, 0]);
  });

  it('logs only the first failure in a row', async () => {
    const { module } = flaky(2);
    await module.load();
    await module.load();
    await module.load();
    expect(logged).to.deep.equal([
      'arc-elements: part of an element could not be loaded; trying again while it is needed:',
    ]);
  });

  describe('while the browser is offline', () => {
    beforeEach(() => {
      Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    });

    // A browser may cache for ever that a module could not be fetched.
    it('imports nothing when the server of the files does not answer', async () => {
      globalThis.fetch = () => Promise.reject(new TypeError('offline'));
      const { module, attempts } = flaky(0);
      await module.load();
      expect([attempts(), module.error?.message]).to.deep.equal([0, 'offline']);
      Reflect.deleteProperty(navigator, 'onLine');
      await module.retry();
      expect(module.value).to.equal('here');
    });

    it('imports files that this machine serves itself', async () => {
      const { module } = flaky(0);
      await module.load();
      expect(module.value).to.equal('here');
    });
  });
});
