import { expect, fixture, html } from '@open-wc/testing';
import { whenPresent } from './when-present.ts';

describe('whenPresent', () => {
  it('loads once, only when the element is on the page', async () => {
    let loads = 0;
    whenPresent('arc-test-lazy', async () => {
      loads += 1;
    });
    await fixture(html`<p></p>`);
    expect(loads).to.equal(0);
    await fixture(html`<div><arc-test-lazy></arc-test-lazy></div>`);
    await fixture(html`<arc-test-lazy></arc-test-lazy>`);
    expect(loads).to.equal(1);
  });

  it('loads at once what is there already', async () => {
    await fixture(html`<arc-test-there></arc-test-there>`);
    let loads = 0;
    whenPresent('arc-test-there', async () => {
      loads += 1;
    });
    expect(loads).to.equal(1);
  });
});
