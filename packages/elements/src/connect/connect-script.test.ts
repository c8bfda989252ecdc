import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import './define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { ArcErrorEvent } from '../internal/error-event.ts';
import { collect, textOf } from '../testing/events.ts';
import { createTestSession } from '../testing/test-session.ts';
import type { ArcConnectElement } from './connect.ts';
import type { ArcConnectEndEvent } from './connect-end-event.ts';
import type { ArcConnectSubmitEvent } from './connect-submit-event.ts';

const SCRIPT = new URL('../testing/connect-script.js', import.meta.url).href;

/** The script of `../testing/connect-script.js`, which takes the place of the platform's. */
interface FakeScript {
  readonly opened: {
    readonly connectToken: string;
    readonly newCredentialData?: { readonly zipCode: string };
    readonly callbacks: {
      onCredentialsSubmitted(data: { utilityCredentialId: number }): void;
      onError(error: Error): void;
      onClose(data: { status: string }): void;
    };
  }[];
  readonly closed: number;
}
const fakeScript = () => Reflect.get(window, '_ArcadiaConnect') as FakeScript;

async function setUp(): Promise<ArcConnectElement> {
  const session = createTestSession({ connections: [] }) as ArcSession;
  return await fixture(html`<arc-connect connect-script=${SCRIPT} zip="03801" .session=${session}></arc-connect>`);
}

async function opened(el: ArcConnectElement): Promise<FakeScript['opened'][number]> {
  const before = (fakeScript() as FakeScript | undefined)?.opened.length ?? 0;
  el.open();
  await waitUntil(() => ((fakeScript() as FakeScript | undefined)?.opened.length ?? 0) > before);
  await waitUntil(() => !el.shadowRoot?.querySelector('dialog')?.open);
  return fakeScript().opened.at(-1) as FakeScript['opened'][number];
}

describe('arc-connect with the older script', () => {
  it('starts the script with a token and the zip code, and shows no dialog itself', async () => {
    const el = await setUp();
    const config = await opened(el);
    expect(config.connectToken).to.equal('test-connect-token');
    expect(config.newCredentialData).to.deep.equal({ zipCode: '03801' });
    expect(el.opened).to.equal(true);
    expect(document.querySelectorAll(`script[src="${SCRIPT}"]`)).to.have.length(1);
    el.close();
  });

  for (const [word, status] of [
    ['verified', 'LOGIN_SUCCESS'],
    ['pending', 'PENDING'],
    ['rejected', 'REJECTED'],
    ['timed_out', 'TIMED_OUT'],
    ['no_submit', 'NO_SUBMIT'],
    ['error', 'ERROR'],
    ['something new', 'UNKNOWN'],
  ] as const) {
    it(`ends with ${status} when the script reports "${word}", and shows what that means`, async () => {
      const el = await setUp();
      const ends = collect<ArcConnectEndEvent>(el, 'arc-connect-end');
      const { callbacks } = await opened(el);
      callbacks.onClose({ status: word });
      await el.updateComplete;
      expect(ends.events.map(({ detail }) => detail)).to.deep.equal([{ status }]);
      expect(el.opened).to.equal(false);
      expect(textOf(el.shadowRoot?.querySelector('[part~=outcome]')) === '').to.equal(status === 'NO_SUBMIT');
      await expect(el).to.be.accessible();
    });
  }

  it('reports a submitted login once, and ends as pending when the person closes the script early', async () => {
    const el = await setUp();
    const submits = collect<ArcConnectSubmitEvent>(el, 'arc-connect-submit');
    const ends = collect<ArcConnectEndEvent>(el, 'arc-connect-end');
    const { callbacks } = await opened(el);
    callbacks.onCredentialsSubmitted({ utilityCredentialId: 12 });
    callbacks.onClose({ status: 'no_submit' });
    callbacks.onClose({ status: 'verified' });
    expect(submits.events.map(({ detail }) => detail)).to.deep.equal([{ utilityCredentialId: '12' }]);
    expect(ends.events.map(({ detail }) => detail.status)).to.deep.equal(['PENDING']);
  });

  it('fires arc-error with an error that the script reports', async () => {
    const el = await setUp();
    const errors = collect<ArcErrorEvent>(el, 'arc-error');
    const { callbacks } = await opened(el);
    callbacks.onError(new Error('boom'));
    await el.updateComplete;
    expect(errors.events.map(({ detail }) => detail.code)).to.deep.equal(['connect-script']);
    el.close();
  });

  it('closes the script when it is removed, and fires one end event', async () => {
    const el = await setUp();
    const ends = collect(el, 'arc-connect-end');
    await opened(el);
    const { closed } = fakeScript();
    el.remove();
    expect(fakeScript().closed).to.equal(closed + 1);
    expect(ends.events).to.have.length(1);
  });

  it('shows that the script cannot be loaded, and names the policy directive in arc-error', async () => {
    const el = await setUp();
    el.connectScript = `${location.origin}/nowhere/v5.js`;
    const errors = collect<ArcErrorEvent>(el, 'arc-error');
    el.open();
    await waitUntil(() => el.shadowRoot?.querySelector('[part=error]'));
    await el.updateComplete;
    expect(errors.events[0]?.detail.message).to.contain(`script-src ${location.origin}`);
    expect(textOf(el.shadowRoot?.querySelector('[part=error]'))).to.contain('not available right now');
    el.close();
  });
});
