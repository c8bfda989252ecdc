import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import './define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { ArcErrorEvent } from '../internal/error-event.ts';
import { collect, textOf } from '../testing/events.ts';
import { account, arcError, features } from '../testing/fixtures.ts';
import { createTestSession, type TestSession, type TestSessionInit } from '../testing/test-session.ts';
import type { ArcFeatureGateElement } from './feature-gate.ts';
import type { ArcGateChangeEvent } from './gate-change-event.ts';
import { gateStateOf } from './gate-state.ts';

async function setUp(init: TestSessionInit = {}): Promise<{ el: ArcFeatureGateElement; session: TestSession }> {
  const session = createTestSession(init);
  const el = (await fixture(html`<arc-feature-gate feature="charge_cost" .session=${session as ArcSession}>
    <p slot="available">Charge now</p>
    <p slot="not-ready">Soon</p>
    <p slot="not-available">Not here</p>
  </arc-feature-gate>`)) as ArcFeatureGateElement;
  return { el, session };
}

const visible = (el: Element) =>
  [...el.children]
    .filter((child) => child.checkVisibility())
    .map(textOf)
    .join();

describe('arc-feature-gate', () => {
  it('shows the content for the state of the feature, and changes with it', async () => {
    const { el, session } = await setUp();
    expect(visible(el)).to.equal('');
    expect(el.shadowRoot?.querySelector('[part=skeleton]')).to.exist;
    await expect(el).to.be.accessible();
    for (const [word, text] of [
      ['NOT_READY', 'Soon'],
      ['AVAILABLE', 'Charge now'],
      ['NOT_AVAILABLE', 'Not here'],
      ['unknown', 'Not here'],
    ] as const) {
      session.accounts.setData([account({ features: features(word) })]);
      await el.updateComplete;
      expect(visible(el)).to.equal(text);
    }
    await expect(el).to.be.accessible();
  });

  it('is available if one of several accounts has the feature, unless the page names another account', () => {
    const data = [
      account({ id: 1, features: features('NOT_AVAILABLE') }),
      account({ id: 2, features: features('NOT_AVAILABLE', { charge_cost: 'AVAILABLE' }) }),
    ];
    expect(gateStateOf({ status: 'ready', data }, 'charge_cost')).to.equal('available');
    expect(gateStateOf({ status: 'ready', data }, 'charge_cost', 1)).to.equal('not-available');
    expect(gateStateOf({ status: 'ready', data: [] }, 'charge_cost')).to.equal('not-available');
  });

  it('keeps its content when a refresh fails', async () => {
    const { el, session } = await setUp({ accounts: [account({ features: features() })] });
    session.accounts.setError(arcError('network'));
    await el.updateComplete;
    expect(visible(el)).to.equal('Charge now');
  });

  it('fires one event when the state changes, and none when the page sets another feature', async () => {
    const { el, session } = await setUp({
      accounts: [account({ features: features('NOT_READY', { smart_charge: 'AVAILABLE' }) })],
    });
    const changes = collect<ArcGateChangeEvent>(el, 'arc-gate-change');
    el.feature = 'smart_charge';
    await el.updateComplete;
    expect(changes.events).to.have.length(0);
    session.accounts.setData([account({ features: features('NOT_READY') })]);
    await el.updateComplete;
    expect(changes.events.map(({ detail }) => detail)).to.deep.equal([
      { feature: 'smart_charge', from: 'available', to: 'not-ready' },
    ]);
  });

  it('shows a failure if there is no older data, and reads again when the person tries again', async () => {
    const { el, session } = await setUp();
    session.accounts.setError(arcError('unavailable'));
    await el.updateComplete;
    expect(el.state).to.equal('failed');
    expect(textOf(el.shadowRoot)).to.contain('not available right now');
    el.shadowRoot?.querySelector<HTMLElement>('[part=retry]')?.click();
    expect(session.accounts.refreshes).to.equal(1);
    await expect(el).to.be.accessible();
  });

  it('names the known features in arc-error if its feature does not exist', async () => {
    const { el } = await setUp({ accounts: [] });
    const error = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
    el.feature = 'chargecost' as 'charge_cost';
    expect((await error).detail.message).to.contain('charge_cost');
  });
});
