import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import '../account-profile/define.ts';
import '../connection-status/define.ts';
import '../feature-availability/define.ts';
import '../interval-chart/define.ts';
import '../meter-list/define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { ConnectionReason, MeterStatus } from '@arc-elements/models';
import { decodeAccount, FEATURE_NAMES } from '@arc-elements/models';
import type { LitElement } from 'lit';
import type { ArcAccountProfileElement } from '../account-profile/account-profile.ts';
import { messages as connectionStatus } from '../connection-status/connection-status.messages.ts';
import type { ArcIntervalChartElement } from '../interval-chart/interval-chart.ts';
import { VIEWS } from '../interval-chart/views/registry.ts';
import { messages as meterList } from '../meter-list/meter-list.messages.ts';
import { arcError, features, intervalData, NOW_MS } from '../testing/fixtures.ts';
import { greekAccount, greekConnection, greekMeter, greekTariff, unisolatedTexts } from '../testing/greek.ts';
import { createTestSession, type TestSession } from '../testing/test-session.ts';

async function inArabic<E extends LitElement>(tag: string, session: TestSession, given: object = {}): Promise<E> {
  const el = Object.assign(document.createElement(tag) as E & { session?: ArcSession }, given);
  el.lang = 'ar';
  el.session = session;
  Object.assign(el, { now: () => NOW_MS });
  (await fixture<HTMLElement>(html`<div></div>`)).append(el);
  await el.updateComplete;
  return el;
}

async function expectIsolated(el: LitElement, state: string): Promise<void> {
  await el.updateComplete;
  expect(unisolatedTexts(el.shadowRoot as ShadowRoot), state).to.deep.equal([]);
}

describe('in Arabic, text of the platform and of the page keeps its own direction', () => {
  it('in arc-connection-status', async () => {
    const session = createTestSession({ accounts: [greekAccount()], meters: [] });
    const el = await inArabic('arc-connection-status', session);
    for (const reason of Object.keys(connectionStatus.in('en').reasons) as ConnectionReason[]) {
      for (const state of ['checking', 'connected', 'needs-attention', 'retrying', 'unknown'] as const) {
        session.connections.setData([greekConnection({ reason, state })]);
        await expectIsolated(el, `${reason} ${state}`);
      }
    }
    for (const status of Object.keys(meterList.in('en').state) as MeterStatus[]) {
      session.connections.setData([greekConnection()]);
      session.meters.setData([greekMeter({ status })]);
      await expectIsolated(el, status);
    }
  });

  it('in arc-feature-availability', async () => {
    const featuresText = Object.fromEntries(FEATURE_NAMES.map((name) => [name, 'νέο']));
    const session = createTestSession({
      connections: [],
      accounts: [greekAccount({ features: features('unknown'), featuresText })],
    });
    const el = await inArabic('arc-feature-availability', session);
    for (const button of el.shadowRoot?.querySelectorAll<HTMLElement>('.about') ?? []) button.click();
    await expectIsolated(el, 'one account');
    session.accounts.setData(Array.from({ length: 3 }, (_, id) => greekAccount({ id })));
    await expectIsolated(el, 'three accounts');
    session.accounts.setData(Array.from({ length: 9 }, (_, id) => greekAccount({ id, accountNumber: null })));
    await expectIsolated(el, 'nine accounts');
  });

  it('in arc-meter-list', async () => {
    const session = createTestSession({
      intervals: { mtr_1: intervalData() },
      activateIntervals: async () => await Promise.reject(arcError()),
    });
    const el = await inArabic('arc-meter-list', session);
    for (const status of Object.keys(meterList.in('en').state) as MeterStatus[]) {
      for (const serviceType of ['electric', 'unknown'] as const) {
        session.meters.setData([greekMeter({ status, serviceType, nextExpectedPostDate: '2026-12-01' })]);
        await expectIsolated(el, `${status} ${serviceType}`);
      }
    }
  });

  it('in arc-account-profile', async () => {
    const account = decodeAccount({
      accountId: 'a',
      status: 'ACTIVE',
      address: { address1: 'Οδός 18', zip: '03801' },
      tariffs: [greekTariff(75, 1), greekTariff(9, 2)],
    });
    const fields = [{ keyName: 'area', label: 'Εμβαδόν', help: 'Στο συμβόλαιο.', unit: 'τ.μ.' }];
    for (const scopes of [null, ['profile:read']]) {
      const session = createTestSession({ profile: { find: async () => account } });
      session.setState({ scopes });
      const el = await inArabic<ArcAccountProfileElement>('arc-account-profile', session, { fields });
      await waitUntil(() => el.shadowRoot?.querySelector('[part=tariff]'));
      await expectIsolated(el, `${scopes}`);
      el.shadowRoot?.querySelector<HTMLElement>('[part=choose]')?.click();
      await expectIsolated(el, `${scopes}, choosing`);
    }
  });

  it('in arc-interval-chart', async () => {
    const session = createTestSession({ meters: [greekMeter()], intervals: { mtr_1: intervalData() } });
    const tariff: NonNullable<ArcIntervalChartElement['tariff']> = {
      rules: [{ band: 'Μέρα', fromMinute: 480, toMinute: 1200 }],
      otherwise: 'Νύχτα',
      prices: { Μέρα: 0.3, Νύχτα: 0.1 },
      currency: 'EUR',
    };
    const el = await inArabic<ArcIntervalChartElement>('arc-interval-chart', session, { tariff, heading: 'Ρεύμα' });
    for (const { id } of VIEWS) {
      for (const table of [false, true]) {
        Object.assign(el, { view: id, table });
        await expectIsolated(el, `${id}, ${table ? 'table' : 'picture'}`);
      }
    }
  });
});
