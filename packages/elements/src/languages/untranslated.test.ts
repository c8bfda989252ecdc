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

async function create<E extends LitElement>(tag: string, session?: TestSession, lang = PSEUDO): Promise<E> {
  const el = document.createElement(tag) as E & { session?: ArcSession; now?: () => number };
  el.lang = lang;
  if (session !== undefined) el.session = session;
  el.now = () => NOW_MS;
  (await fixture<HTMLElement>(html`<div></div>`)).append(el);
  await el.updateComplete;
  return el;
}

async function expectTranslated(el: LitElement, state: string): Promise<void> {
  await el.updateComplete;
  expect(untranslated(el), state).to.deep.equal([]);
}

describe('every visible and spoken word is translated', () => {
  before(() =>
    setPseudoMessages([shared, errors, connect, connectionStatus, featureAvailability, meterList, profile, doctor]),
  );

  for (const tag of TAGS) {
    it(`of ${tag}: loading, empty, failed, stale, partial, signed out`, async () => {
      const session = createTestSession();
      const el = await create(tag, session);
      expect(el.shadowRoot?.querySelector('[part=skeleton]')).to.exist;
      await expectTranslated(el, 'loading');
      const store = { [TAGS[0]]: session.connections, [TAGS[1]]: session.accounts, [TAGS[2]]: session.meters }[tag];
      for (const code of CODES) {
        store.setError(arcError(code));
        await expectTranslated(el, code);
      }
      store.setData([]);
      await expectTranslated(el, 'empty');
      store.setData([], {
        rejected: [{ path: 'a', message: 'b' }],
        stale: true,
        error: arcError(),
        updatedAtMs: NOW_MS - 9e6,
      });
      await expectTranslated(el, 'stale and in part');
      expect(el.shadowRoot?.querySelector('[part=stale]')).to.exist;
      session.setState({ status: 'signed-out' });
      await expectTranslated(el, 'signed out');
    });
  }

  it('of arc-connection-status: every state and reason', async () => {
    const session = createTestSession({ accounts: [], meters: [] });
    const el = await create('arc-connection-status', session);
    const cases: readonly Partial<Connection>[] = [
      ...REASONS.flatMap((reason) => STATES.map((state) => ({ reason, state, canRepair: true }))),
      { utilityName: null, state: 'unknown', reason: 'unknown', statusText: null },
      { state: 'checking', reason: 'verifying', sinceMs: NOW_MS - 10_000 },
      { state: 'checking', reason: 'verifying', sinceMs: NOW_MS - 900_000 },
      { accountsLoading: true },
    ];
    for (const patch of cases) {
      session.connections.setData([greekConnection(patch)]);
      await expectTranslated(el, JSON.stringify(patch));
    }
    session.connections.setData([greekConnection({})]);
    for (const word of ['AVAILABLE', 'NOT_READY', 'NOT_AVAILABLE'] as const) {
      for (const status of METER_STATES) {
        session.accounts.setData([greekAccount({ features: features(word) })]);
        session.meters.setData([greekMeter({ status })]);
        await expectTranslated(el, `${word} ${status}`);
      }
    }
  });

  it('of arc-feature-availability: every availability with its explanation, one account and many', async () => {
    const session = createTestSession({ connections: [] });
    const el = await create('arc-feature-availability', session);
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
      await expectTranslated(el, word);
    }
    session.accounts.setData(Array.from({ length: 9 }, (_, id) => greekAccount({ id })));
    await expectTranslated(el, 'nine accounts');
    const search = el.shadowRoot?.querySelector<HTMLInputElement>('input[type=search]') as HTMLInputElement;
    search.value = 'ψψψ';
    search.dispatchEvent(new Event('input'));
    await expectTranslated(el, 'nothing found');
    session.accounts.setData([]);
    session.connections.setData([greekConnection({ accountsLoading: true })]);
    await expectTranslated(el, 'looking for accounts');
  });

  it('of arc-meter-list: every state, previews, a failed activation, many meters', async () => {
    const session = createTestSession({
      intervals: { mtr_1: intervalData() },
      activateIntervals: async () => {
        throw arcError('meter-not-activatable');
      },
    });
    const el = await create('arc-meter-list', session);
    for (const status of METER_STATES) {
      for (const serviceType of ['electric', 'gas', 'unknown'] as const) {
        session.meters.setData([greekMeter({ status, serviceType, nextExpectedPostDate: '2026-12-01' })]);
        await expectTranslated(el, `${status} ${serviceType}`);
      }
    }
    session.meters.setData([greekMeter({ latestIntervalAtMs: null, meterNumber: null, serviceAddress: null })]);
    await expectTranslated(el, 'no reading, no number, no address');
    session.meters.setData([greekMeter({ status: 'unknown', statusText: null, statusDetailText: null })]);
    await expectTranslated(el, 'state not told');
    session.meters.setData(
      Array.from({ length: 14 }, (_, i) => greekMeter({ id: `mtr_${i + 1}`, status: 'INTERVALS_NOT_REQUESTED' })),
    );
    await el.updateComplete;
    el.shadowRoot?.querySelector<HTMLElement>('[part=activate]')?.click();
    await expectTranslated(el, 'turning on');
    await waitUntil(() => el.shadowRoot?.querySelector('.problem'));
    await expectTranslated(el, 'not turned on');
  });

  it('of arc-feature-gate: loading, failed', async () => {
    const session = createTestSession();
    const el = await create<LitElement & { feature: string }>('arc-feature-gate', session);
    el.feature = 'charge_cost';
    await expectTranslated(el, 'loading');
    session.accounts.setError(arcError());
    await expectTranslated(el, 'failed');
  });

  it('of arc-connect: closed, opening, silent, ended, failed', async () => {
    const { silentFrame } = timing;
    timing.silentFrame = 0;
    try {
      const init: TestSessionInit = { connections: [], plugUrl: async () => ADDRESS };
      const el = await create<ArcConnectElement>('arc-connect', createTestSession(init));
      await expectTranslated(el, 'closed');
      el.credentialId = 12;
      await expectTranslated(el, 'closed, repair');
      el.credentialId = undefined;
      el.open();
      await expectTranslated(el, 'opening');
      await waitUntil(() => el.shadowRoot?.querySelector('[part=silent]'));
      await expectTranslated(el, 'silent');
      const source = el.shadowRoot?.querySelector('iframe')?.contentWindow as Window;
      const data = { type: 'onEnd', payload: { status: 'PENDING' } };
      window.dispatchEvent(new MessageEvent('message', { data, source, origin: location.origin }));
      await expectTranslated(el, 'ended');
      expect(el.shadowRoot?.querySelector('[part=outcome]')?.textContent).to.not.equal('');
      const failing = createTestSession({
        connections: [greekConnection({})],
        plugUrl: () => Promise.reject(arcError()),
      });
      const other = await create<ArcConnectElement>('arc-connect', failing);
      await expectTranslated(other, 'another one');
      other.open();
      await waitUntil(() => other.shadowRoot?.querySelector('[part=error]'));
      await expectTranslated(other, 'failed');
      other.close();
    } finally {
      timing.silentFrame = silentFrame;
    }
  });

  it('of arc-account-profile: new, invalid, not saved, guessed tariff, chosen tariff, removed', async () => {
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
    const loading = await create('arc-account-profile', createTestSession());
    await expectTranslated(loading, 'loading');
    const fresh = await create('arc-account-profile', session());
    await waitUntil(() => fresh.shadowRoot?.querySelector('[part=save]'));
    await expectTranslated(fresh, 'new');
    fresh.shadowRoot?.querySelector('form')?.requestSubmit();
    await nextFrame();
    await expectTranslated(fresh, 'wrong');
    for (const [what, account] of [
      ['no tariff', wire(null)],
      ['likely', wire([greekTariff(95, 1), greekTariff(75, 2), greekTariff(45, 3), greekTariff(9, 4)])],
      ['explicit', wire([greekTariff(null, 1)])],
      ['removed', wire(null, 'DELETED')],
    ] as const) {
      found = account;
      const el = await create('arc-account-profile', session());
      await waitUntil(() => el.shadowRoot?.querySelector('[part=tariff], [part=empty]'));
      await expectTranslated(el, what);
      el.shadowRoot?.querySelector<HTMLElement>('[part=choose]')?.click();
      await expectTranslated(el, `${what}, choosing`);
      el.shadowRoot?.querySelector('form')?.requestSubmit();
      await nextFrame();
      await expectTranslated(el, `${what}, not saved`);
    }
  });

  it('of arc-doctor: no problem, every finding that errors lead to, no session', async () => {
    const session = createTestSession({ connections: [], accounts: [], meters: [] });
    const el = await create('arc-doctor', session);
    await expectTranslated(el, 'well');
    for (const code of CODES) {
      session.meters.setError(arcError(code));
      await expectTranslated(el, code);
    }
    session.setState({ status: 'failed', error: arcError('decode'), live: 'polling' });
    await expectTranslated(el, 'failed');
    const { missingSession } = timing;
    timing.missingSession = 0;
    try {
      const lost = await create('arc-doctor');
      await waitUntil(() => lost.shadowRoot?.querySelector('[data-code=no-session]'));
      await expectTranslated(lost, 'no session');
      const list = await create('arc-meter-list');
      await waitUntil(() => list.shadowRoot?.querySelector('[part=error]'));
      await expectTranslated(list, 'a list without a session');
    } finally {
      timing.missingSession = missingSession;
    }
  });

  it('is checked by a function that finds English text', async () => {
    const el = await create('arc-meter-list', createTestSession({ meters: [greekMeter({})] }), 'en');
    expect(untranslated(el)).to.not.be.empty;
  });
});
