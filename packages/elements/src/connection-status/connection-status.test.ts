import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import './define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { Connection } from '@arc-elements/models';
import type { ArcConnectElement } from '../connect/connect.ts';
import type { ArcErrorEvent } from '../internal/error-event.ts';
import { collect, markupOf, textOf } from '../testing/events.ts';
import {
  account,
  arcError,
  connection,
  features,
  meter,
  NOW_MS,
  pendingConnection,
  rejectedConnection,
} from '../testing/fixtures.ts';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession, type TestSession, type TestSessionInit } from '../testing/test-session.ts';
import type { ArcConnectionChangeEvent } from './connection-change-event.ts';
import type { ArcConnectionStatusElement } from './connection-status.ts';

async function setUp(
  init: TestSessionInit,
  dark = false,
): Promise<{ el: ArcConnectionStatusElement; session: TestSession }> {
  const session = createTestSession(init);
  const box = await fixture(html`<div style=${dark ? 'color-scheme: dark; background: #0f1419' : ''}>
    <arc-connection-status .now=${() => NOW_MS} .session=${session as ArcSession}></arc-connection-status>
  </div>`);
  const el = box.querySelector('arc-connection-status') as ArcConnectionStatusElement;
  await el.updateComplete;
  return { el, session };
}

const text = (el: Element) => textOf(el.shadowRoot);
const part = (el: Element, name: string) => el.shadowRoot?.querySelector<HTMLElement>(`[part~=${name}]`);

describe('arc-connection-status', () => {
  it('shows a skeleton, then an empty state with a button to connect', async () => {
    const { el, session } = await setUp({});
    expect(part(el, 'skeleton')).to.exist;
    await expect(el).to.be.accessible();
    session.connections.setData([]);
    await el.updateComplete;
    expect(text(el)).to.contain('No utility is connected yet.');
    expect(el.shadowRoot?.querySelector('arc-connect')).to.exist;
    await expect(el).to.be.accessible();
  });

  const sentences: readonly [string, Connection, Partial<TestSessionInit>, string, string][] = [
    ['a login being checked', pendingConnection(), {}, 'Checking', 'This usually takes under a minute.'],
    ['a slow check', pendingConnection({ sinceMs: NOW_MS - 3_600_000 }), {}, 'Checking', 'Still checking'],
    [
      'a search for accounts',
      connection({ accountsLoading: true, reason: 'loading-data' }),
      { accounts: [] },
      'Connected',
      'Looking for your accounts',
    ],
    ['no accounts', connection(), { accounts: [] }, 'Connected', 'No account was found'],
    [
      'features',
      connection(),
      { accounts: [account({ features: features('NOT_READY') })] },
      'Connected',
      'Finding out what',
    ],
    [
      'all done',
      connection(),
      { accounts: [account({ features: features() })], meters: [meter()] },
      'Connected',
      'Everything is set up.',
    ],
    ['a refused login', rejectedConnection(), {}, 'Needs you', 'did not accept'],
    ['a second factor', rejectedConnection({ reason: 'mfa-required' }), {}, 'Needs you', 'asks for a code'],
    [
      'an email to confirm',
      rejectedConnection({ reason: 'email-approval', next: 'approve-email', canRepair: false }),
      {},
      'Needs you',
      'has sent you an email',
    ],
    [
      'a utility that is down',
      connection({ state: 'retrying', reason: 'provider-down', actor: 'utility' }),
      {},
      'Trying again',
      'cannot be reached',
    ],
    [
      'a new word',
      connection({ state: 'unknown', reason: 'unknown', statusText: 'paused_by_utility' }),
      {},
      'Status unclear',
      '“paused_by_utility”',
    ],
  ];
  for (const [name, of, init, chip, sentence] of sentences) {
    it(`explains ${name}, and is accessible in light and dark`, async () => {
      for (const dark of [false, true]) {
        const { el } = await setUp({ connections: [of], ...init }, dark);
        expect(textOf(part(el, 'state'))).to.equal(chip);
        expect(text(el)).to.contain(sentence);
        await expect(el).to.be.accessible();
      }
    });
  }

  it('offers to repair only the login that needs it', async () => {
    const { el } = await setUp({
      connections: [connection(), rejectedConnection({ id: 'arc:13', utilityCredentialId: 13 })],
    });
    const buttons = [...(el.shadowRoot?.querySelectorAll('arc-connect') ?? [])];
    expect(buttons.map(({ credentialId }) => credentialId)).to.deep.equal([13]);
    expect(buttons[0]?.closest('[data-connection]')?.getAttribute('data-connection')).to.equal('arc:13');
  });

  describe('usage data that can be turned on', () => {
    const off = (id: string) => meter({ id, status: 'INTERVALS_NOT_REQUESTED' });
    const ready = { connections: [connection()], accounts: [account({ features: features() })] };

    it('is turned on for all meters of the connection and no others', async () => {
      const answer = Promise.withResolvers<void>();
      const { el, session } = await setUp({
        ...ready,
        connections: [connection(), connection({ id: 'arc:13', utilityCredentialId: 13, credentialId: 'crd_2' })],
        meters: [off('m-a'), off('m-b'), { ...off('m-other'), credentialIds: ['crd_2'] }],
        activateIntervals: () => answer.promise,
      });
      const button = part(el, 'activate');
      expect(textOf(button)).to.equal('Turn on usage data, Harbor Electric');
      button?.focus();
      button?.click();
      button?.click();
      expect(session.calls.activate).to.deep.equal(['m-a', 'm-b']);
      await el.updateComplete;
      expect(button?.getAttribute('aria-disabled')).to.equal('true');
      session.meters.setData([meter({ id: 'm-a', status: 'INTERVALS_IN_PROGRESS' }), off('m-b')]);
      answer.resolve();
      await waitUntil(() => el.shadowRoot?.activeElement?.matches('.list'), 'the focus is on the list of connections');
      expect(text(el)).to.contain('Collecting up to a year');
    });

    it('shows why it could not be turned on, is accessible, and can be tried again', async () => {
      const { el, session } = await setUp({
        ...ready,
        meters: [off('m-a')],
        activateIntervals: async () => await Promise.reject(arcError('meter-not-activatable')),
      });
      await expect(el).to.be.accessible();
      const failing = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
      part(el, 'activate')?.click();
      expect((await failing).detail.code).to.equal('meter-not-activatable');
      await el.updateComplete;
      expect(textOf(el.shadowRoot?.querySelector('[role=alert]'))).to.contain('could not be turned on');
      await expect(el).to.be.accessible();
      part(el, 'activate')?.click();
      expect(session.calls.activate).to.have.length(2);
    });

    it('is described without a reference to the meter list, in any language', async () => {
      for (const [lang, other] of [
        ['en', 'list'],
        ['de', 'Liste'],
        ['es', 'lista'],
        ['fr', 'liste'],
        ['ar', 'قائمة'],
      ] as const) {
        const { el } = await setUp({ ...ready, meters: [off('m-a')] });
        el.lang = lang;
        await el.updateComplete;
        await el.updateComplete;
        expect(textOf(el.shadowRoot?.querySelector('.sentence')), lang).to.not.contain(other);
      }
    });
  });

  it('announces a state that changes after the first render once, and fires one event', async () => {
    const { el, session } = await setUp({ connections: [pendingConnection()] });
    const live = el.shadowRoot?.querySelector('[role=status]:not(arc-connect *)');
    expect(textOf(live)).to.equal('');
    const changes = collect<ArcConnectionChangeEvent>(el, 'arc-connection-change');
    session.connections.setData([connection()]);
    await el.updateComplete;
    await el.updateComplete;
    expect(changes.events.map(({ detail }) => detail)).to.deep.equal([
      { connectionId: 'arc:12', from: 'checking', to: 'connected' },
    ]);
    expect(textOf(live)).to.equal('Harbor Electric: Connected.');
    session.connections.setData([connection()]);
    await el.updateComplete;
    expect(changes.events).to.have.length(1);
  });

  it('shows the same in whatever order the lists change', async () => {
    const changes = [
      (session: TestSession) => session.connections.setData([connection()]),
      (session: TestSession) => session.accounts.setData([account({ features: features() })]),
      (session: TestSession) => session.meters.setData([meter({ status: 'INTERVALS_IN_PROGRESS' })]),
    ];
    const seen = new Set<string>();
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2, 1, 0],
      [2, 0, 1, 2],
    ]) {
      const { el, session } = await setUp({ connections: [pendingConnection()] });
      for (const i of order) {
        changes[i]?.(session);
        await el.updateComplete;
      }
      seen.add(textOf(part(el, 'connection')));
    }
    expect(seen.size).to.equal(1);
  });

  it('keeps the last good data when a refresh fails, shows its age, and fires arc-error', async () => {
    const { el, session } = await setUp({ connections: [connection()], nowMs: NOW_MS - 600_000 });
    const failing = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
    session.connections.setError(arcError('network'));
    expect((await failing).detail).to.deep.include({ code: 'network', element: 'arc-connection-status' });
    expect(part(el, 'connection')).to.exist;
    expect(textOf(part(el, 'stale'))).to.contain('10 minutes ago');
    await expect(el).to.be.accessible();
    part(el, 'retry')?.click();
    expect(session.connections.refreshes).to.equal(1);
  });

  it('shows a failure in words, with a button to try again, if there is no older data', async () => {
    const { el, session } = await setUp({});
    session.connections.setError(arcError('unavailable'));
    await el.updateComplete;
    expect(text(el)).to.contain('The service is not available right now.');
    expect(text(el)).to.not.contain('unavailable');
    expect(part(el, 'retry')).to.exist;
    await expect(el).to.be.accessible();
  });

  it('restarts an expired session when the person tries again', async () => {
    const { el, session } = await setUp({});
    session.setState({ status: 'expired' });
    session.connections.setError(arcError('session-expired'));
    await el.updateComplete;
    part(el, 'retry')?.click();
    expect(session.calls.retry).to.equal(1);
  });

  it('shows how many entries could not be read', async () => {
    const { el, session } = await setUp({ connections: [] });
    session.connections.setData([connection()], { rejected: [{ path: 'data[1].id', message: 'expected a number' }] });
    await el.updateComplete;
    expect(textOf(part(el, 'partial'))).to.contain('One entry could not be read');
  });

  it('keeps Connect open while data changes, and shows the changes once it has closed', async () => {
    const { el, session } = await setUp({
      connections: [],
      plugUrl: async () => `${location.origin}/packages/elements/package.json`,
    });
    const connect = el.shadowRoot?.querySelector('arc-connect') as ArcConnectElement;
    connect.open();
    await connect.updateComplete;
    session.connections.setData([pendingConnection()]);
    await el.updateComplete;
    expect(connect.isConnected).to.equal(true);
    expect(connect.opened).to.equal(true);
    connect.close();
    await el.updateComplete;
    expect(textOf(part(el, 'state'))).to.equal('Checking');
    expect(el.shadowRoot?.activeElement?.classList.contains('list')).to.equal(true);
  });

  it('has no button to connect if the page has one', async () => {
    const { el } = await setUp({ connections: [] });
    expect(el.shadowRoot?.querySelector('arc-connect')).to.exist;
    const own = document.createElement('arc-connect');
    document.body.append(own);
    el.requestUpdate();
    await el.updateComplete;
    expect(el.shadowRoot?.querySelector('arc-connect')).to.equal(null);
    own.remove();
  });

  it('has no button to connect if its shadow root has one', async () => {
    const session = createTestSession({ connections: [] });
    const root = (await fixture(html`<div></div>`)).attachShadow({ mode: 'open' });
    root.append(document.createElement('arc-connect'), document.createElement('arc-connection-status'));
    const el = root.querySelector('arc-connection-status') as ArcConnectionStatusElement;
    el.session = session as ArcSession;
    await el.updateComplete;
    expect(text(el)).to.contain('No utility is connected yet.');
    expect(el.shadowRoot?.querySelector('arc-connect')).to.equal(null);
  });

  it('never shows the whole login', async () => {
    const { el } = await setUp({ connections: [connection({ username: 'jo.rivers@example.com' })] });
    expect(markupOf(el)).to.not.contain('jo.rivers@');
  });

  it('releases every store when it is removed', async () => {
    const { el, session } = await setUp({ connections: [rejectedConnection()] });
    expect(session.open).to.be.greaterThan(0);
    await removeForGood(el);
    expect(session.open).to.equal(0);
  });

  it('fits 320 pixels', async () => {
    const { el } = await setUp({
      connections: [rejectedConnection({ utilityName: 'Northern Consolidated Electricity & Gas' })],
    });
    const box = el.parentElement as HTMLElement;
    box.style.width = '320px';
    await el.updateComplete;
    expect(box.scrollWidth).to.be.at.most(320);
  });
});
