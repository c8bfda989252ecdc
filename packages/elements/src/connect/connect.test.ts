import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import './define.ts';
import type { ArcSession } from '@arc-elements/client';
import { sendKeys } from '@web/test-runner-commands';
import type { ArcErrorEvent } from '../internal/error-event.ts';
import { timing } from '../internal/timing.ts';
import { collect, textOf } from '../testing/events.ts';
import { arcError, connection } from '../testing/fixtures.ts';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession, type TestSession, type TestSessionInit } from '../testing/test-session.ts';
import type { ArcConnectElement } from './connect.ts';
import type { ArcConnectEndEvent } from './connect-end-event.ts';
import type { ArcConnectSubmitEvent } from './connect-submit-event.ts';

// Any page does for the frame, because the tests dispatch its messages.
const PAGE = `${location.origin}/packages/elements/package.json?correlationId=user-1`;

async function setUp(init: TestSessionInit = {}): Promise<{ el: ArcConnectElement; session: TestSession }> {
  const session = createTestSession({
    plugUrl: async () => PAGE,
    connectUrl: async () => PAGE,
    connections: [],
    ...init,
  });
  const el = (await fixture(html`<arc-connect .session=${session as ArcSession}></arc-connect>`)) as ArcConnectElement;
  return { el, session };
}

const part = <E extends HTMLElement>(el: ArcConnectElement, name: string) =>
  el.shadowRoot?.querySelector<E>(`[part~=${name}]`) as E;

async function opened(el: ArcConnectElement): Promise<HTMLIFrameElement> {
  part(el, 'button').click();
  await el.updateComplete;
  // The element requests the address, then renders the frame.
  await nextFrame();
  await el.updateComplete;
  finishAnimation(el);
  return part<HTMLIFrameElement>(el, 'frame');
}

/**
 * Finishes the opening animation of the dialog, during which the contrast of its text is too low.
 */
function finishAnimation(el: ArcConnectElement): void {
  for (const animation of part(el, 'dialog').getAnimations()) animation.finish();
}

/** Dispatches a message as the page in the frame would send it. */
function post(frame: HTMLIFrameElement, data: unknown, from: { origin?: string; source?: Window | null } = {}): void {
  const { origin = location.origin, source = frame.contentWindow } = from;
  window.dispatchEvent(new MessageEvent('message', { data, origin, source }));
}

const submitted = { type: 'onCredentialsSubmitted', payload: { utilityCredentialId: 'crd_9' } };
const ended = { type: 'onEnd', payload: { status: 'LOGIN_SUCCESS' } };

describe('arc-connect', () => {
  it('opens the Connect page in a modal dialog, with the origin of this page in its address', async () => {
    const { el, session } = await setUp();
    const opening = oneEvent(el, 'arc-connect-open');
    const frame = await opened(el);
    expect((await opening).detail).to.deep.equal({ mode: 'create' });
    expect(part<HTMLDialogElement>(el, 'dialog').matches(':modal')).to.equal(true);
    const address = new URL(frame.src);
    expect(address.searchParams.get('origin')).to.equal(location.origin);
    expect(address.searchParams.get('correlationId')).to.equal('user-1');
    expect(session.calls.plugUrl).to.equal(1);
    el.close();
  });

  it('repairs the login of credential-id, in update mode', async () => {
    const { el, session } = await setUp();
    el.credentialId = 12;
    await el.updateComplete;
    expect(textOf(part(el, 'button'))).to.contain('Sign in again');
    await opened(el);
    expect(session.calls.connectUrl).to.deep.equal([12]);
    expect(session.calls.plugUrl).to.equal(0);
    el.close();
  });

  it('fires events for the submitted login and for the end, closes, and reads the connections again', async () => {
    const { el, session } = await setUp();
    const frame = await opened(el);
    const submits = collect<ArcConnectSubmitEvent>(el, 'arc-connect-submit');
    const ends = collect<ArcConnectEndEvent>(el, 'arc-connect-end');
    post(frame, { type: 'onStart' });
    post(frame, submitted);
    expect(submits.events.map(({ detail }) => detail)).to.deep.equal([{ utilityCredentialId: 'crd_9' }]);
    expect(session.connections.refreshes).to.equal(1);
    post(frame, ended);
    await el.updateComplete;
    expect(ends.events.map(({ detail }) => detail)).to.deep.equal([{ status: 'LOGIN_SUCCESS' }]);
    expect(session.connections.refreshes).to.equal(2);
    expect(part<HTMLDialogElement>(el, 'dialog').open).to.equal(false);
    expect(textOf(part(el, 'outcome'))).to.contain('You are connected');
    await expect(el).to.be.accessible();
  });

  it('ignores messages from another origin or another window, and messages of an unknown type', async () => {
    const { el } = await setUp();
    const frame = await opened(el);
    const events = collect(el, 'arc-connect-end');
    post(frame, ended, { origin: 'https://elsewhere.example' });
    post(frame, ended, { source: window });
    post(frame, ended, { source: null });
    post(frame, { type: 'onEverything' });
    post(frame, 'onEnd');
    await el.updateComplete;
    expect(events.events).to.have.length(0);
    expect(el.opened).to.equal(true);
    el.close();
  });

  it('closes with Escape, moves the focus back to its button, and ends as NO_SUBMIT', async () => {
    const { el } = await setUp();
    part(el, 'button').focus();
    await opened(el);
    part(el, 'dialog').querySelector('button')?.focus();
    const end = oneEvent(el, 'arc-connect-end') as Promise<ArcConnectEndEvent>;
    await sendKeys({ press: 'Escape' });
    expect((await end).detail.status).to.equal('NO_SUBMIT');
    await el.updateComplete;
    expect(el.shadowRoot?.activeElement).to.equal(part(el, 'button'));
    expect(part(el, 'frame')).to.equal(null);
  });

  it('ends as PENDING when the dialog is closed after a login was submitted', async () => {
    const { el } = await setUp();
    const frame = await opened(el);
    post(frame, submitted);
    const end = oneEvent(el, 'arc-connect-end') as Promise<ArcConnectEndEvent>;
    el.close();
    expect((await end).detail.status).to.equal('PENDING');
    // The page in the dialog may have refused the login, so no outcome is shown.
    await el.updateComplete;
    expect(textOf(part(el, 'outcome'))).to.equal('');
  });

  it('opens again after it was closed', async () => {
    const { el } = await setUp();
    await opened(el);
    el.close();
    await el.updateComplete;
    await opened(el);
    await nextFrame();
    expect(el.opened).to.equal(true);
    expect(part<HTMLDialogElement>(el, 'dialog').open).to.equal(true);
    el.close();
  });

  it('shows that Connect cannot be started, fires arc-error once, and starts when the person tries again', async () => {
    let broken = true;
    const { el } = await setUp({
      plugUrl: async () => {
        if (broken) throw arcError('unavailable');
        return PAGE;
      },
    });
    const errors = collect<ArcErrorEvent>(el, 'arc-error');
    await opened(el);
    expect(part(el, 'error').dataset.code).to.equal('unavailable');
    expect(errors.events.map(({ detail }) => detail.code)).to.deep.equal(['unavailable']);
    await expect(el).to.be.accessible();
    broken = false;
    part(el, 'retry').click();
    await nextFrame();
    await el.updateComplete;
    expect(part<HTMLIFrameElement>(el, 'frame').src).to.contain('package.json');
    el.close();
  });

  it('restarts the session when the person tries again after it ended', async () => {
    const { el, session } = await setUp({ plugUrl: async () => await Promise.reject(arcError('unauthorized')) });
    session.setState({ status: 'signed-out', error: arcError('unauthorized') });
    await opened(el);
    expect(part(el, 'error').dataset.code).to.equal('unauthorized');
    part(el, 'retry').click();
    await nextFrame();
    expect(session.calls.retry).to.equal(1);
    el.close();
  });

  it('says that there is no session, and does not offer to try again', async () => {
    const el = (await fixture(html`<arc-connect></arc-connect>`)) as ArcConnectElement;
    part(el, 'button').click();
    await el.updateComplete;
    expect(part(el, 'error').dataset.code).to.equal('no-session');
    expect(textOf(part(el, 'error'))).to.contain('<arc-session>');
    expect(part(el, 'retry')).to.equal(null);
  });

  it('does not open an address that is not http or https', async () => {
    const { el } = await setUp({ plugUrl: async () => 'javascript:alert(1)' });
    await opened(el);
    expect(part(el, 'error').dataset.code).to.equal('decode');
    el.close();
  });

  it('explains a page that sends no message, until it sends one', async () => {
    const { silentFrame } = timing;
    timing.silentFrame = 0;
    try {
      const { el } = await setUp();
      const frame = await opened(el);
      await waitUntil(() => part(el, 'silent'));
      expect(textOf(part(el, 'silent'))).to.contain('not answering');
      expect(part(el, 'silent').querySelector('a')?.href).to.equal(frame.src);
      await expect(el).to.be.accessible();
      post(frame, { type: 'onStart' });
      await el.updateComplete;
      expect(part(el, 'silent')).to.equal(null);
      el.close();
    } finally {
      timing.silentFrame = silentFrame;
    }
  });

  it('explains a frame that the policy of the site blocks at once, and names the directive in arc-error', async () => {
    const { el } = await setUp();
    const frame = await opened(el);
    const error = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
    const violation = { effectiveDirective: 'frame-src', violatedDirective: 'frame-src', documentURI: location.href };
    document.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        ...violation,
        blockedURI: frame.src,
        originalPolicy: '',
        disposition: 'enforce',
        statusCode: 200,
      }),
    );
    expect((await error).detail).to.deep.include({ code: 'frame-blocked' });
    expect((await error).detail.message).to.contain(`frame-src ${location.origin}`);
    expect(textOf(part(el, 'silent'))).to.contain('not answering');
    el.close();
  });

  it('ends, and releases every store and listener, when it is removed while open', async () => {
    const { el, session } = await setUp();
    const frame = await opened(el);
    const events = collect(el, 'arc-connect-end');
    await removeForGood(el);
    expect(events.events).to.have.length(1);
    post(frame, ended);
    expect(events.events).to.have.length(1);
    expect(session.open).to.equal(0);
  });

  it('offers another utility by a secondary button once one is connected, without loading connections', async () => {
    const { el, session } = await setUp();
    expect(session.connections.watchers).to.equal(0);
    expect(textOf(part(el, 'button'))).to.equal('Connect your utility');
    session.connections.setData([connection()]);
    await el.updateComplete;
    expect(textOf(part(el, 'button'))).to.equal('Connect another utility');
    expect(part(el, 'button').classList.contains('button--primary')).to.equal(false);
    await expect(el).to.be.accessible();
  });

  it('is accessible while closed, while loading and while it shows the page', async () => {
    const { el } = await setUp();
    await expect(el).to.be.accessible();
    part(el, 'button').click();
    await el.updateComplete;
    expect(part(el, 'skeleton')).to.exist;
    finishAnimation(el);
    await expect(el).to.be.accessible();
    await opened(el);
    await expect(el).to.be.accessible();
    el.close();
  });
});
