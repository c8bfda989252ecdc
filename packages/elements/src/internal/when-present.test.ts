import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { timing } from './timing.ts';
import { whenPresent } from './when-present.ts';

describe('whenPresent', () => {
  it('loads each once, only when it is on the page', async () => {
    const loads: string[] = [];
    whenPresent({
      'arc-test-lazy': async () => void loads.push('lazy'),
      'arc-test-other': async () => void loads.push('other'),
    });
    await fixture(html`<p></p>`);
    expect(loads).to.deep.equal([]);
    await fixture(html`<div><arc-test-lazy></arc-test-lazy></div>`);
    await fixture(html`<arc-test-lazy></arc-test-lazy>`);
    expect(loads).to.deep.equal(['lazy']);
  });

  it('loads at once what is there already', async () => {
    await fixture(html`<arc-test-there></arc-test-there>`);
    let loads = 0;
    whenPresent({
      'arc-test-there': async () => {
        loads += 1;
      },
    });
    expect(loads).to.equal(1);
  });

  describe('after a failed load', () => {
    const { error } = console;
    const { reload } = timing;
    beforeEach(() => {
      console.error = () => {};
    });
    afterEach(() => {
      console.error = error;
      timing.reload = reload;
    });

    /** Loads the element of a tag, at the second attempt; resolves then. `attempts` counts both. */
    function flaky(tag: string): { readonly loaded: Promise<void>; readonly attempts: () => number } {
      const { promise, resolve } = Promise.withResolvers<void>();
      let attempts = 0;
      const load = async (): Promise<void> => {
        attempts += 1;
        if (attempts === 1) throw new Error('lost');
        resolve();
      };
      whenPresent({ [tag]: load });
      return { loaded: promise, attempts: () => attempts };
    }

    it('tries again by itself', async () => {
      timing.reload = 0;
      const { loaded } = flaky('arc-test-flaky');
      await fixture(html`<arc-test-flaky></arc-test-flaky>`);
      await loaded;
    });

    it('tries again when the browser is online again, not with every change of the page', async () => {
      const { loaded, attempts } = flaky('arc-test-offline');
      await fixture(html`<arc-test-offline></arc-test-offline>`);
      await fixture(html`<p></p>`);
      expect(attempts()).to.equal(1);
      window.dispatchEvent(new Event('online'));
      await loaded;
    });

    it('waits for the next element when the page has none any more', async () => {
      const failure = Promise.withResolvers<never>();
      let attempts = 0;
      whenPresent({
        'arc-test-left': () => {
          attempts += 1;
          return attempts === 1 ? failure.promise : Promise.resolve();
        },
      });
      const el = await fixture(html`<arc-test-left></arc-test-left>`);
      el.remove();
      failure.reject(new Error('lost'));
      await nextFrame();
      window.dispatchEvent(new Event('online'));
      expect(attempts).to.equal(1);
      await fixture(html`<arc-test-left></arc-test-left>`);
      expect(attempts).to.equal(2);
    });
  });
});
