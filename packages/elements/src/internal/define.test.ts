import { expect } from '@open-wc/testing';
import { define } from './define.ts';
import { VERSION } from './version.ts';

describe('define', () => {
  const warnings: unknown[] = [];
  const { warn } = console;

  before(() => {
    console.warn = (...parts: unknown[]) => void warnings.push(parts.join(' '));
  });

  after(() => {
    console.warn = warn;
  });

  it('registers a tag, and does not warn when the same class is registered again', () => {
    const First = class extends HTMLElement {};
    define('arc-test-first', First);
    define('arc-test-first', First);
    expect(customElements.get('arc-test-first')).to.equal(First);
    expect(warnings).to.deep.equal([]);
  });

  it('keeps the first registration and warns once, with both versions, about another copy', () => {
    const First = class extends HTMLElement {};
    define('arc-test-second', First);
    define('arc-test-second', class extends HTMLElement {});
    define('arc-test-second', class extends HTMLElement {});
    expect(customElements.get('arc-test-second')).to.equal(First);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('arc-test-second').and.to.contain(VERSION);
  });

  it('has the version of the package', async () => {
    const { version } = await (await fetch('/packages/elements/package.json')).json();
    expect(VERSION).to.equal(version);
  });
});
