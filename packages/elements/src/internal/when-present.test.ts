import { expect, fixture, html } from '@open-wc/testing';
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

  it('tries again with the next change of the page when a load failed', async () => {
    const { error } = console;
    console.error = () => {};
    try {
      let loads = 0;
      whenPresent({
        'arc-test-flaky': async () => {
          loads += 1;
          if (loads === 1) throw new Error('offline');
        },
      });
      await fixture(html`<arc-test-flaky></arc-test-flaky>`);
      await fixture(html`<p></p>`);
      expect(loads).to.equal(2);
    } finally {
      console.error = error;
    }
  });
});
