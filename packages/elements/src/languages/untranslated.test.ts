import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import '../account-profile/define.ts';
import '../connect/define.ts';
import '../connection-status/define.ts';
import '../doctor/define.ts';
import '../feature-availability/define.ts';
import '../feature-gate/define.ts';
import '../meter-list/define.ts';
import '../session/define.ts';
import type { ArcSession } from '@arc-elements/client';
import {
  type Account,
  type ArcErrorCode,
  type Availability,
  type Connection,
  type ConnectionReason,
  type ConnectionState,
  decodeAccount,
  FEATURE_NAMES,
  type MeterStatus,
} from '@arc-elements/models';
import type { LitElement } from 'lit';
import { messages as profile } from '../account-profile/account-profile.messages.ts';
import { messages as connect } from '../connect/connect.messages.ts';
import type { ArcConnectElement } from '../connect/connect.ts';
import { messages as connectionStatus } from '../connection-status/connection-status.messages.ts';
import { messages as doctor } from '../doctor/doctor.messages.ts';
import { messages as featureAvailability } from '../feature-availability/feature-availability.messages.ts';
import { errors } from '../internal/errors.ts';
import { messages as shared } from '../internal/messages.ts';
import { timing } from '../internal/timing.ts';
import { messages as meterList } from '../meter-list/meter-list.messages.ts';
import { arcError, features, intervalData, NOW_MS } from '../testing/fixtures.ts';
import { greekAccount, greekConnection, greekMeter, greekTariff } from '../testing/greek.ts';
import { PSEUDO, setPseudoMessages, untranslated } from '../testing/pseudo.ts';
import { createTestSession, type TestSession, type TestSessionInit } from '../testing/test-session.ts';

const TAGS = ['arc-connection-status', 'arc-feature-availability', 'arc-meter-list'] as const;
const REASONS = Object.keys(connectionStatus.in('en').reasons) as ConnectionReason[];
const STATES: readonly ConnectionState[] = ['checking', 'connected', 'needs-attention', 'retrying', 'unknown'];
const METER_STATES = Object.keys(meterList.in('en').state) as MeterStatus[];
const CODES = Object.keys(errors.in('en')) as ArcErrorCode[];
const ADDRESS = `${location.origin}/packages/elements/package.json`;

async function made<E extends LitElement>(tag: string, session?: TestSession, lang = PSEUDO): Promise<E> {
  const el = document.createElement(tag) as E & { session?: ArcSession; now?: () => number };
  el.lang = lang;
  if (session !== undefined) el.session = session;
  el.now = () => NOW_MS;
  (await fixture<HTMLElement>(html`<div></div>`)).append(el);
  await el.updateComplete;
  return el;
}

async function translated(el: LitElement, what: string): Promise<void> {
  await el.updateComplete;
  expect(untranslated(el), what).to.deep.equal([]);
}

describe('every word that people see or hear is translated', () => {
  before(() =>
    setPseudoMessages([shared, errors, connect, connectionStatus, featureAvailability, meterList, profile, doctor]),
  );

  for (const tag of TAGS) {
    it(`${tag}: loading, empty, failed, stale, in part, signed out`, async () => {
      const session = createTestSession();
      const el = await made(tag, session);
      expect(el.shadowRoot?.querySelector('[part=skeleton]')).to.exist;
      await translated(el, 'loading');
      const store = { [TAGS[0]]: session.connections, [TAGS[1]]: session.accounts, [TAGS[2]]: session.meters }[tag];
      for (const code of CODES) {
        store.setError(arcError(code));
        await translated(el, code);
      }
      store.setData([]);
      await translated(el, 'empty');
      store.setData([], {
        rejected: [{ path: 'a', message: 'b' }],
        stale: true,
        error: arcError(),
        updatedAtMs: NOW_MS - 9e6,
      });
      await translated(el, 'stale and in part');
      expect(el.shadowRoot?.querySelector('[part=stale]')).to.exist;
      session.setState({ status: 'signed-out' });
      await translated(el, 'signed out');
    });
  }

  it('arc-connection-status: every state and reason', async () => {
    const session = createTestSession({ accounts: [], meters: [] });
    const el = await made('arc-connection-status', session);
    const cases: readonly Partial<Connection>[] = [
      ...REASONS.flatMap((reason) => STATES.map((state) => ({ reason, state, canRepair: true }))),
      { utilityName: null, state: 'unknown', reason: 'unknown', statusText: null },
      { state: 'checking', reason: 'verifying', sinceMs: NOW_MS - 10_000 },
      { state: 'checking', reason: 'verifying', sinceMs: NOW_MS - 900_000 },
      { accountsLoading: true },
    ];
    for (const patch of cases) {
      session.connections.setData([greekConnection(patch)]);
      await translated(el, JSON.stringify(patch));
    }
    session.connections.setData([greekConnection({})]);
    for (const word of ['AVAILABLE', 'NOT_READY', 'NOT_AVAILABLE'] as const) {
      for (const status of METER_STATES) {
        session.accounts.setData([greekAccount({ features: features(word) })]);
        session.meters.setData([greekMeter({ status })]);
        await translated(el, `${word} ${status}`);
      }
    }
  });

  it('arc-feature-availability: every word, explained, with one account and with many', async () => {
    const session = createTestSession({ connections: [] });
    const el = await made('arc-feature-availability', session);
    const words: readonly Availability[] = ['AVAILABLE', 'NOT_READY', 'NOT_AVAILABLE', 'unknown'];
    for (const [i, word] of words.entries()) {
      const featuresText = Object.fromEntries(FEATURE_NAMES.map((name) => [name, 'νέο']));
      session.accounts.setData([
        greekAccount({
          features: features(word),
          featuresText,
          pastDue: true,
          status: (['closed', 'incomplete', 'locked', 'active'] as const)[i] ?? null,
          serviceAddress: { streetOne: null, streetTwo: null, city: null, state: null, zip: null },
        }),
      ]);
      await el.updateComplete;
      for (const button of el.shadowRoot?.querySelectorAll<HTMLElement>('.about[aria-expanded=false]') ?? [])
        button.click();
      for (const button of el.shadowRoot?.querySelectorAll<HTMLElement>('.eye') ?? []) button.click();
      await translated(el, word);
    }
    session.accounts.setData(Array.from({ length: 9 }, (_, id) => greekAccount({ id })));
    await translated(el, 'nine accounts');
    const search = el.shadowRoot?.querySelector<HTMLInputElement>('input[type=search]') as HTMLInputElement;
    search.value = 'ψψψ';
    search.dispatchEvent(new Event('input'));
    await translated(el, 'nothing found');
    session.accounts.setData([]);
    session.connections.setData([greekConnection({ accountsLoading: true })]);
    await translated(el, 'looking for accounts');
  });

  it('arc-meter-list: every state, with previews, a failed activation and many meters', async () => {
    const session = createTestSession({
      intervals: { mtr_1: intervalData() },
      activateIntervals: async () => {
        throw arcError('meter-not-activatable');
      },
    });
    const el = await made('arc-meter-list', session);
    for (const status of METER_STATES) {
      for (const serviceType of ['electric', 'gas', 'unknown'] as const) {
        session.meters.setData([greekMeter({ status, serviceType, nextExpectedPostDate: '2026-12-01' })]);
        await translated(el, `${status} ${serviceType}`);
      }
    }
    session.meters.setData([greekMeter({ latestIntervalAtMs: null, meterNumber: null, serviceAddress: null })]);
    await translated(el, 'no reading, no number, no address');
    session.meters.setData([greekMeter({ status: 'unknown', statusText: null, statusDetailText: null })]);
    await translated(el, 'state not told');
    session.meters.setData(
      Array.from({ length: 14 }, (_, i) => greekMeter({ id: `mtr_${i + 1}`, status: 'INTERVALS_NOT_REQUESTED' })),
    );
    await el.updateComplete;
    el.shadowRoot?.querySelector<HTMLElement>('[part=activate]')?.click();
    await translated(el, 'turning on');
    await waitUntil(() => el.shadowRoot?.querySelector('.problem'));
    await translated(el, 'not turned on');
  });

  it('arc-feature-gate: loading, failed, without a session', async () => {
    const session = createTestSession();
    const el = await made<LitElement & { feature: string }>('arc-feature-gate', session);
    el.feature = 'charge_cost';
    await translated(el, 'loading');
    session.accounts.setError(arcError());
    await translated(el, 'failed');
  });

  it('arc-connect: closed, each end, opening, running, silent, failed', async () => {
    const { silentFrame } = timing;
    timing.silentFrame = 0;
    try {
      const init: TestSessionInit = { connections: [], plugUrl: async () => ADDRESS };
      const el = await made<ArcConnectElement>('arc-connect', createTestSession(init));
      await translated(el, 'closed');
      el.credentialId = 12;
      await translated(el, 'closed, repair');
      el.credentialId = undefined;
      el.open();
      await translated(el, 'opening');
      await waitUntil(() => el.shadowRoot?.querySelector('[part=silent]'));
      await translated(el, 'silent');
      const source = el.shadowRoot?.querySelector('iframe')?.contentWindow as Window;
      const data = { type: 'onEnd', payload: { status: 'PENDING' } };
      window.dispatchEvent(new MessageEvent('message', { data, source, origin: location.origin }));
      await translated(el, 'ended');
      expect(el.shadowRoot?.querySelector('[part=outcome]')?.textContent).to.not.equal('');
      const failing = createTestSession({
        connections: [greekConnection({})],
        plugUrl: () => Promise.reject(arcError()),
      });
      const other = await made<ArcConnectElement>('arc-connect', failing);
      await translated(other, 'another one');
      other.open();
      await waitUntil(() => other.shadowRoot?.querySelector('[part=error]'));
      await translated(other, 'failed');
      other.close();
    } finally {
      timing.silentFrame = silentFrame;
    }
  });

  it('arc-account-profile: new, wrong, saved or not, guessed, chosen, removed', async () => {
    const wire = (tariffs: object[] | null, status = 'ACTIVE') =>
      decodeAccount({
        accountId: 'a',
        status,
        address: { address1: 'Οδός 18', zip: '03801' },
        properties: { customerClass: { keyName: 'customerClass', dataValue: '1' } },
        tariffs,
      });
    let found: Account | null = null;
    const session = () =>
      createTestSession({ profile: { find: async () => found, upsert: () => Promise.reject(arcError('conflict')) } });
    const loading = await made('arc-account-profile', createTestSession());
    await translated(loading, 'loading');
    const fresh = await made('arc-account-profile', session());
    await waitUntil(() => fresh.shadowRoot?.querySelector('[part=save]'));
    await translated(fresh, 'new');
    fresh.shadowRoot?.querySelector('form')?.requestSubmit();
    await nextFrame();
    await translated(fresh, 'wrong');
    for (const [what, account] of [
      ['no tariff', wire(null)],
      ['likely', wire([greekTariff(95, 1), greekTariff(75, 2), greekTariff(45, 3), greekTariff(9, 4)])],
      ['explicit', wire([greekTariff(null, 1)])],
      ['removed', wire(null, 'DELETED')],
    ] as const) {
      found = account;
      const el = await made('arc-account-profile', session());
      await waitUntil(() => el.shadowRoot?.querySelector('[part=tariff], [part=empty]'));
      await translated(el, what);
      el.shadowRoot?.querySelector<HTMLElement>('[part=choose]')?.click();
      await translated(el, `${what}, choosing`);
      el.shadowRoot?.querySelector('form')?.requestSubmit();
      await nextFrame();
      await translated(el, `${what}, not saved`);
    }
  });

  it('arc-doctor: well, every finding it can have here, and no session', async () => {
    const session = createTestSession({ connections: [], accounts: [], meters: [] });
    const el = await made('arc-doctor', session);
    await translated(el, 'well');
    for (const code of CODES) {
      session.meters.setError(arcError(code));
      await translated(el, code);
    }
    session.setState({ status: 'failed', error: arcError('decode'), live: 'polling' });
    await translated(el, 'failed');
    const { missingSession } = timing;
    timing.missingSession = 0;
    try {
      const lost = await made('arc-doctor');
      await waitUntil(() => lost.shadowRoot?.querySelector('[data-code=no-session]'));
      await translated(lost, 'no session');
      const list = await made('arc-meter-list');
      await waitUntil(() => list.shadowRoot?.querySelector('[part=error]'));
      await translated(list, 'a list without a session');
    } finally {
      timing.missingSession = missingSession;
    }
  });

  it('notices what is not translated', async () => {
    const el = await made('arc-meter-list', createTestSession({ meters: [greekMeter({})] }), 'en');
    expect(untranslated(el)).to.not.be.empty;
  });
});
