import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import './define.ts';
import type { ArcSession } from '@arc-elements/client';
import { sendKeys } from '@web/test-runner-commands';
import { createTestSession } from '../testing/test-session.ts';
import type { ArcConnectElement } from './connect.ts';
import type { ArcConnectEndEvent } from './connect-end-event.ts';

const PAGE = `${location.origin}/packages/elements/package.json`;

/** Ways in which a page hides a panel. */
const HIDES: readonly [how: string, hide: (panel: HTMLDetailsElement) => void][] = [
  ['hidden', (panel) => (panel.hidden = true)],
  ['closed', (panel) => (panel.open = false)],
  ['skipped', (panel) => panel.style.setProperty('content-visibility', 'hidden')],
];

async function setUp(): Promise<{ el: ArcConnectElement; panel: HTMLDetailsElement }> {
  const session = createTestSession({ plugUrl: async () => PAGE, connections: [] });
  const panel = await fixture<HTMLDetailsElement>(html`<details open style="--arc-color-accent: rgb(1, 2, 3)">
    <summary>Account</summary>
    <arc-connect .session=${session as ArcSession}></arc-connect>
  </details>`);
  return { el: panel.querySelector('arc-connect') as ArcConnectElement, panel };
}

/** All elements, those in shadow roots included. */
const all = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])]);
const modal = () => all(document).find((each) => each.matches('dialog:modal')) as HTMLDialogElement | undefined;
const page = () => modal()?.querySelector('iframe')?.contentWindow;
const isVisible = () => modal()?.checkVisibility() === true && modal()?.getBoundingClientRect().width !== 0;
const inFront = () => document.elementFromPoint(innerWidth / 2, innerHeight / 2);

describe('the dialog of arc-connect', () => {
  for (const [how, hide] of HIDES) {
    it(`stays visible when its panel is ${how} while it is open`, async () => {
      const { el, panel } = await setUp();
      el.open();
      await waitUntil(
        () => page()?.location.pathname === new URL(PAGE).pathname && page()?.document.readyState === 'complete',
      );
      Object.assign(page() as Window, { mark: 1 });
      hide(panel);
      await waitUntil(isVisible);
      const accent = getComputedStyle(modal() as Element).getPropertyValue('--arc-color-accent');
      expect(accent, 'the colours of the page').to.equal('rgb(1, 2, 3)');
      expect(Reflect.get(page() as Window, 'mark'), 'the page in it is not loaded again').to.equal(1);
      const end = oneEvent(el, 'arc-connect-end') as Promise<ArcConnectEndEvent>;
      modal()?.querySelector('button')?.click();
      expect((await end).detail.status).to.equal('NO_SUBMIT');
      await el.updateComplete;
      expect(modal()).to.equal(undefined);
      expect(el.shadowRoot?.querySelector('dialog'), 'back in its place').to.not.equal(null);
      expect(document.body.lastElementChild?.shadowRoot ?? null, 'nothing is left in the body').to.equal(null);
    });

    it(`is visible when it is opened in a panel that is ${how}`, async () => {
      const { el, panel } = await setUp();
      hide(panel);
      el.open();
      await waitUntil(isVisible);
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !el.opened && modal() === undefined);
    });
  }

  it('opens in its own element again once its panel is visible', async () => {
    const { el, panel } = await setUp();
    panel.hidden = true;
    el.open();
    await waitUntil(isVisible);
    el.close();
    await el.updateComplete;
    panel.hidden = false;
    el.open();
    await el.updateComplete;
    await nextFrame();
    expect(modal()?.getRootNode()).to.equal(el.shadowRoot);
    el.close();
  });

  it('closes when the whole body is hidden', async () => {
    const { el } = await setUp();
    el.open();
    await el.updateComplete;
    const end = oneEvent(el, 'arc-connect-end');
    document.body.hidden = true;
    await end;
    document.body.hidden = false;
    await el.updateComplete;
    expect(modal()).to.equal(undefined);
  });

  it('closes when its element is removed, even after the dialog was moved', async () => {
    for (const hidden of [false, true]) {
      const { el, panel } = await setUp();
      panel.hidden = hidden;
      el.open();
      await waitUntil(isVisible);
      el.remove();
      await el.updateComplete;
      expect(modal()).to.equal(undefined);
      expect(inFront()?.localName).to.not.equal('dialog');
    }
  });
});

describe('the page behind the dialog of arc-connect', () => {
  it('does not scroll while it is open, keeps its width, and scrolls again afterwards', async () => {
    const { el } = await setUp();
    await fixture(html`<div style="block-size: 4000px"></div>`);
    const scroller = () => getComputedStyle(document.documentElement).overflowY;
    const width = document.documentElement.getBoundingClientRect().width;
    const sheets = document.adoptedStyleSheets.length;
    for (const end of [() => el.close(), () => el.remove()]) {
      el.open();
      await el.updateComplete;
      expect(scroller()).to.equal('hidden');
      expect(document.documentElement.getBoundingClientRect().width).to.equal(width);
      end();
      await el.updateComplete;
      expect(scroller()).to.equal('visible');
      expect(document.adoptedStyleSheets).to.have.length(sheets);
    }
  });

  it('does not scroll either if the body is its scroller', async () => {
    const { el } = await setUp();
    document.body.style.overflow = 'auto';
    el.open();
    await el.updateComplete;
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('visible');
    expect(getComputedStyle(document.body).overflowY).to.equal('hidden');
    el.close();
    await el.updateComplete;
    expect(getComputedStyle(document.body).overflowY).to.equal('auto');
    document.body.style.overflow = '';
  });
});
