import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import '../connect/define.ts';
import '../connection-status/define.ts';
import '../feature-gate/define.ts';
import '../session/define.ts';
import type { ArcSession } from '@arc-elements/client';
import { type LitElement, html as template } from 'lit';
import type { ArcConnectElement } from '../connect/connect.ts';
import { ArcBase } from '../internal/arc-base.ts';
import { ArcElement } from '../internal/arc-element.ts';
import { timing } from '../internal/timing.ts';
import type { ArcSessionElement } from '../session/session.ts';
import { textOf } from '../testing/events.ts';
import { createTestSession } from '../testing/test-session.ts';
import { Catalog } from './catalog.ts';
import { setMessages } from './set-messages.ts';

const session = () => createTestSession({ connections: [] }) as ArcSession;
const labelOf = (el: Element | null | undefined) => textOf(el?.shadowRoot?.querySelector('[part~=button]'));
const expectLabel = (el: Element | null | undefined, label: string) => waitUntil(() => labelOf(el) === label, label);

customElements.define(
  'counted-renders',
  class extends ArcBase {
    renders = 0;
    protected override render() {
      this.renders += 1;
      return '';
    }
  },
);

describe('the language of an element', () => {
  it('is that of its nearest ancestor with one, and changes with it', async () => {
    const page = await fixture(html`<div lang="de">
      <arc-connect id="german" .session=${session()}></arc-connect>
      <arc-session locale="es" .session=${session()}>
        <arc-connect id="spanish"></arc-connect>
        <p lang="fr"><arc-connect id="french"></arc-connect></p>
        <arc-connect id="own" lang="en-GB"></arc-connect>
      </arc-session>
    </div>`);
    const at = (id: string) => page.querySelector(`#${id}`);
    await expectLabel(at('german'), 'Versorger verbinden');
    await expectLabel(at('spanish'), 'Conectar su compañía');
    await expectLabel(at('french'), 'Relier votre fournisseur');
    await expectLabel(at('own'), 'Connect your utility');
    (page as HTMLElement).lang = 'en';
    await expectLabel(at('german'), 'Connect your utility');
    (page.querySelector('arc-session') as ArcSessionElement).locale = 'de-AT';
    await expectLabel(at('spanish'), 'Versorger verbinden');
    await expectLabel(at('french'), 'Relier votre fournisseur');
  });

  it('is that of the session it names, before that of an ancestor', async () => {
    const page = await fixture(html`<div lang="fr">
      <arc-session id="far" locale="es" .session=${session()}></arc-session>
      <arc-connect session="far"></arc-connect>
    </div>`);
    await expectLabel(page.querySelector('arc-connect'), 'Conectar su compañía');
  });

  it('is English, with lang="en", if there are no words in the language of the page', async () => {
    const el = (await fixture(html`<arc-connect lang="ja" .session=${session()}></arc-connect>`)) as ArcConnectElement;
    expect(labelOf(el)).to.equal('Connect your utility');
    expect(el.shadowRoot?.querySelector('button')?.closest('[lang]')?.getAttribute('lang')).to.equal('en');
  });

  it('sets the direction of the element, but not that of slotted content', async () => {
    const page = await fixture(html`<div>
      <arc-connection-status lang="ar" .session=${session()}></arc-connection-status>
      <arc-feature-gate lang="ar" feature="charge_cost" .session=${session()}><p slot="loading">…</p></arc-feature-gate>
      <div dir="rtl"><arc-connection-status lang="de" .session=${session()}></arc-connection-status></div>
    </div>`);
    const [arabic, german] = page.querySelectorAll('arc-connection-status');
    await waitUntil(() => getComputedStyle(arabic as Element).direction === 'rtl');
    expect(getComputedStyle(page.querySelector('p') as Element).direction).to.equal('ltr');
    await waitUntil(() => getComputedStyle(german as Element).direction === 'ltr');
    await expect(arabic as HTMLElement).to.be.accessible();
  });

  it('has the words that the page sets later', async () => {
    const el = await fixture(html`<arc-connect lang="en-IE" .session=${session()}></arc-connect>`);
    setMessages('en-IE', { connect: { create: 'Link your supplier' } });
    await expectLabel(el, 'Link your supplier');
  });

  it('does not change an element that was removed when words are set', async () => {
    const el = document.createElement('counted-renders') as LitElement & { renders: number };
    (await fixture(html`<div></div>`)).append(el);
    await el.updateComplete;
    setMessages('en-ZA', { connect: { close: 'Shut' } });
    await el.updateComplete;
    expect(el.renders, 'in the document').to.equal(2);
    el.remove();
    setMessages('en-ZA', { connect: { close: 'Shut it' } });
    await el.updateComplete;
    expect(el.renders, 'removed').to.equal(2);
  });

  describe('whose words are loaded', () => {
    let resolveWords: (words: Record<string, unknown>) => void = () => {};
    let isLost = true;
    let loads = 0;
    const slow = new Catalog(
      'slow',
      {
        de: () => new Promise((resolve) => (resolveWords = resolve)),
        es: () => new Promise((resolve) => (resolveWords = resolve)),
        fr: () => Promise.reject(new Error('lost')),
        ar: () => (isLost ? Promise.reject(new Error('lost')) : Promise.resolve({ slow: () => ({ hello: 'مرحبا' }) })),
        zh: () => {
          loads += 1;
          return Promise.reject(new Error('lost'));
        },
      },
      () => ({ hello: 'Hello' }),
    );
    customElements.define(
      'slow-words',
      class extends ArcElement {
        static override readonly catalogs = [slow];
        protected override render() {
          return template`<p>${slow.in(this.scope.locale).hello}</p>`;
        }
      },
    );
    const { words } = timing;
    afterEach(() => {
      timing.words = words;
    });

    it('renders nothing, and not English, until they are loaded', async () => {
      const el = document.createElement('slow-words') as ArcElement;
      el.lang = 'de';
      document.body.append(el);
      await waitUntil(() => slow.module('de')?.load() !== undefined);
      expect(textOf(el.shadowRoot)).to.equal('');
      resolveWords({ slow: () => ({ hello: 'Hallo' }) });
      await el.updateComplete;
      expect(textOf(el.shadowRoot)).to.equal('Hallo');
      el.remove();
    });

    it('is English until they are loaded if that takes long', async () => {
      timing.words = 0;
      const el = document.createElement('slow-words') as ArcElement;
      el.lang = 'es';
      document.body.append(el);
      await el.updateComplete;
      expect(textOf(el.shadowRoot)).to.equal('Hello');
      resolveWords({ slow: () => ({ hello: 'Hola' }) });
      await waitUntil(() => textOf(el.shadowRoot) === 'Hola');
      el.remove();
    });

    describe('whose words cannot be loaded', () => {
      const { error } = console;
      beforeEach(() => {
        console.error = () => {};
      });
      afterEach(() => {
        console.error = error;
      });

      it('is English', async () => {
        const el = document.createElement('slow-words') as ArcElement;
        el.lang = 'fr';
        document.body.append(el);
        await el.updateComplete;
        expect(textOf(el.shadowRoot)).to.equal('Hello');
        el.remove();
      });

      it('is right once the browser is online again, however often the words failed', async () => {
        const el = document.createElement('slow-words') as ArcElement;
        el.lang = 'ar';
        document.body.append(el);
        await el.updateComplete;
        for (let i = 0; i < 5; i++) {
          window.dispatchEvent(new Event('online'));
          await el.updateComplete;
        }
        expect(textOf(el.shadowRoot)).to.equal('Hello');
        isLost = false;
        window.dispatchEvent(new Event('online'));
        await waitUntil(() => textOf(el.shadowRoot) === 'مرحبا');
        el.remove();
      });

      it('is not loaded again while no element shows words', async () => {
        const el = document.createElement('slow-words') as ArcElement;
        el.lang = 'zh';
        document.body.append(el);
        await el.updateComplete;
        el.remove();
        const before = loads;
        window.dispatchEvent(new Event('online'));
        expect(loads).to.equal(before);
      });
    });
  });
});
