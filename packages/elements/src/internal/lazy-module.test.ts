import { expect } from '@open-wc/testing';
import { LazyModule } from './lazy-module.ts';
import { timing } from './timing.ts';

/** A module that fails as often as it is told; `attempts` counts how often it was asked for. */
function flaky(failures: number): { readonly module: LazyModule<string>; readonly attempts: () => number } {
  let attempts = 0;
  const module = new LazyModule(async () => {
    attempts += 1;
    if (attempts <= failures) throw new Error(`lost ${attempts}`);
    return 'here';
  });
  return { module, attempts: () => attempts };
}

/** The next change of a module. */
const change = (module: LazyModule<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const end = module.subscribe(() => {
      end();
      resolve();
    });
  });

const LATER = 1e8;

describe('LazyModule', () => {
  const { reload, longestReload } = timing;
  const { setTimeout: schedule, fetch } = globalThis;
  const { error } = console;
  /** The pauses that were begun, in ms. */
  let pauses: (number | undefined)[];
  /** What the console was told. */
  let told: string[];

  beforeEach(() => {
    pauses = [];
    told = [];
    console.error = (text: string) => told.push(text);
    globalThis.setTimeout = ((run: () => void, ms?: number) => {
      pauses.push(ms);
      return schedule(run, ms === undefined || ms < LATER ? 0 : ms);
    }) as typeof setTimeout;
  });

  afterEach(() => {
    globalThis.setTimeout = schedule;
    globalThis.fetch = fetch;
    console.error = error;
    // The property of the browser itself shows again.
    Reflect.deleteProperty(navigator, 'onLine');
    Object.assign(timing, { reload, longestReload });
  });

  it('loads nothing before it is asked to', () => {
    const { module, attempts } = flaky(0);
    module.subscribe(() => {})();
    expect(attempts()).to.equal(0);
    expect(module.value).to.equal(undefined);
  });

  it('loads once for everybody', async () => {
    const { module, attempts } = flaky(0);
    await Promise.all([module.load(), module.load()]);
    await module.load();
    expect(module.value).to.equal('here');
    expect(attempts()).to.equal(1);
  });

  it('says why it failed, and does not reject', async () => {
    const { module } = flaky(1);
    await module.load();
    expect(module.error).to.deep.equal({ code: 'load-failed', message: 'lost 1' });
  });

  it('loads again when it is asked again after a failure', async () => {
    const { module } = flaky(1);
    await module.load();
    await module.load();
    expect([module.value, module.error]).to.deep.equal(['here', null]);
  });

  it('tells of a failure and of the arrival', async () => {
    const { module } = flaky(1);
    const changes: (string | undefined)[] = [];
    const end = module.subscribe(() => changes.push(module.value ?? module.error?.message));
    await module.load();
    await module.load();
    end();
    expect(changes).to.deep.equal(['lost 1', 'here']);
  });

  it('is tried again by itself after pauses that double up to a minute', async () => {
    const { module } = flaky(8);
    const arrived = new Promise<void>((resolve) => {
      module.subscribe(() => module.value !== undefined && resolve());
    });
    void module.load();
    await arrived;
    expect(pauses).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('stays failed while nobody listens', async () => {
    const { module } = flaky(1);
    await module.load();
    expect(pauses).to.deep.equal([]);
  });

  it('ends the pause with the last listener, and begins it again with the next', async () => {
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

  it('is tried again at once when the browser is online again', async () => {
    timing.reload = LATER;
    timing.longestReload = LATER;
    const { module, attempts } = flaky(1);
    const end = module.subscribe(() => {});
    await module.load();
    window.dispatchEvent(new Event('online'));
    expect(attempts()).to.equal(2);
    end();
  });

  it('forgets the failure with retry(), and its pauses start small again', async () => {
    const { module } = flaky(3);
    await module.load();
    await module.load();
    const retried = module.retry();
    expect(module.error).to.equal(null);
    const end = module.subscribe(() => {});
    await retried;
    end();
    expect(pauses).to.deep.equal([1000]);
  });

  it('is loaded once and for all', async () => {
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

  it('tells the console of the first failure of a row only', async () => {
    const { module } = flaky(2);
    await module.load();
    await module.load();
    await module.load();
    expect(told).to.deep.equal([
      'arc-elements: part of an element could not be loaded; trying again while it is needed:',
    ]);
  });

  describe('while the browser is offline', () => {
    beforeEach(() => {
      Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    });

    // A browser may remember for ever that a module could not be fetched.
    it('imports nothing when the place of the files does not answer', async () => {
      globalThis.fetch = () => Promise.reject(new TypeError('offline'));
      const { module, attempts } = flaky(0);
      await module.load();
      expect([attempts(), module.error?.message]).to.deep.equal([0, 'offline']);
      Reflect.deleteProperty(navigator, 'onLine');
      await module.retry();
      expect(module.value).to.equal('here');
    });

    it('imports what this machine holds itself', async () => {
      const { module } = flaky(0);
      await module.load();
      expect(module.value).to.equal('here');
    });
  });
});
