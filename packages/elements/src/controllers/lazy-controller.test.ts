import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { LazyModule } from '../internal/lazy-module.ts';
import { LazyController } from './lazy-controller.ts';

/** Renders the values of its modules. */
class LazyHost extends LitElement {
  readonly lazy = new LazyController(this);
  modules: LazyModule<string>[] = [];

  protected override render(): string {
    return this.modules.map((module) => this.lazy.need(module) ?? this.lazy.error?.message ?? '…').join(' ');
  }

  get text(): string {
    return this.renderRoot.textContent ?? '';
  }
}
customElements.define('test-lazy-host', LazyHost);

/** Returns a module and its attempts to load, which the test resolves or rejects. */
function module(): { readonly module: LazyModule<string>; attempts: PromiseWithResolvers<string>[] } {
  const attempts: PromiseWithResolvers<string>[] = [];
  return {
    attempts,
    module: new LazyModule(() => {
      const attempt = Promise.withResolvers<string>();
      attempts.push(attempt);
      return attempt.promise;
    }),
  };
}

async function hostOf(...modules: LazyModule<string>[]): Promise<LazyHost> {
  const host = document.createElement('test-lazy-host') as LazyHost;
  host.modules = modules;
  (await fixture(html`<div></div>`)).append(host);
  await host.updateComplete;
  return host;
}

/** Resolves when all modules are loaded or failed, and the host has rendered. */
async function settled(host: LazyHost): Promise<void> {
  await host.lazy.pending;
  await host.updateComplete;
}

describe('LazyController', () => {
  const { error } = console;
  beforeEach(() => {
    console.error = () => {};
  });
  afterEach(() => {
    console.error = error;
  });

  it('loads a needed module, and renders the host when it is loaded', async () => {
    const { module: words, attempts } = module();
    const host = await hostOf(words);
    expect(host.text).to.equal('…');
    attempts[0]?.resolve('here');
    await settled(host);
    expect(host.text).to.equal('here');
  });

  it('returns the value of a loaded module at once', async () => {
    const { module: words, attempts } = module();
    const loading = words.load();
    attempts[0]?.resolve('here');
    await loading;
    const host = await hostOf(words);
    expect(host.text).to.equal('here');
    expect(host.lazy.pending).to.equal(undefined);
  });

  it('is pending until all modules are loaded or failed', async () => {
    const [one, two] = [module(), module()];
    const host = await hostOf(one.module, two.module);
    const { pending } = host.lazy;
    one.attempts[0]?.resolve('one');
    two.attempts[0]?.reject(new Error('lost'));
    await pending;
    await host.updateComplete;
    expect(host.text).to.equal('one lost');
    expect(host.lazy.pending).to.equal(undefined);
  });

  it('has the error of a failed module, which an update does not load again', async () => {
    const { module: words, attempts } = module();
    const host = await hostOf(words);
    attempts[0]?.reject(new Error('lost'));
    await settled(host);
    host.requestUpdate();
    await host.updateComplete;
    expect(host.lazy.error).to.deep.equal({ code: 'load-failed', message: 'lost' });
    expect(attempts.length).to.equal(1);
  });

  it('loads again with retry(), and has no error meanwhile', async () => {
    const { module: words, attempts } = module();
    const host = await hostOf(words);
    attempts[0]?.reject(new Error('lost'));
    await settled(host);
    host.lazy.retry();
    expect(host.lazy.error).to.equal(null);
    attempts[1]?.resolve('here');
    await settled(host);
    expect(host.text).to.equal('here');
  });

  it('loads a module again that failed for another element', async () => {
    const { module: words, attempts } = module();
    const first = await hostOf(words);
    attempts[0]?.reject(new Error('lost'));
    await settled(first);
    const second = await hostOf(words);
    expect(second.text).to.equal('…');
    attempts[1]?.resolve('here');
    await Promise.all([settled(first), settled(second)]);
    expect([first.text, second.text]).to.deep.equal(['here', 'here']);
  });

  it('is not pending for a module that the last update did not need', async () => {
    const { module: words } = module();
    const host = await hostOf(words);
    host.modules = [];
    host.requestUpdate();
    await host.updateComplete;
    expect(host.lazy.pending).to.equal(undefined);
  });

  it('has no error of a module that is no longer needed', async () => {
    const { module: words, attempts } = module();
    const host = await hostOf(words);
    attempts[0]?.reject(new Error('lost'));
    await settled(host);
    host.modules = [];
    host.requestUpdate();
    await host.updateComplete;
    expect(host.lazy.error).to.equal(null);
  });

  it('does not retry a failed module once its element is removed', async () => {
    const { module: words, attempts } = module();
    const host = await hostOf(words);
    attempts[0]?.reject(new Error('lost'));
    await settled(host);
    host.remove();
    window.dispatchEvent(new Event('online'));
    expect(attempts.length).to.equal(1);
  });

  it('loads nothing for an element outside the document, until it is inserted again', async () => {
    const { module: words, attempts } = module();
    const host = await hostOf();
    const place = host.parentNode;
    host.remove();
    host.modules = [words];
    host.requestUpdate();
    await host.updateComplete;
    expect(attempts.length).to.equal(0);
    place?.append(host);
    await host.updateComplete;
    expect(attempts.length).to.equal(1);
  });
});
