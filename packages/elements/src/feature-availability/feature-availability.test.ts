import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import './define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { UtilityAccount } from '@arc-elements/models';
import { sendKeys } from '@web/test-runner-commands';
import type { ArcErrorEvent } from '../internal/error-event.ts';
import { collect, markupOf, textOf } from '../testing/events.ts';
import { account, arcError, connection, features, NOW_MS } from '../testing/fixtures.ts';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession, type TestSession, type TestSessionInit } from '../testing/test-session.ts';
import type { ArcFeatureAvailabilityElement } from './feature-availability.ts';
import type { ArcFeatureChangeEvent } from './feature-change-event.ts';

async function setUp(
  init: TestSessionInit,
  style = '',
): Promise<{ el: ArcFeatureAvailabilityElement; session: TestSession; box: HTMLElement }> {
  const session = createTestSession(init);
  const box = (await fixture(html`<div style=${style}>
    <arc-feature-availability .now=${() => NOW_MS} .session=${session as ArcSession}></arc-feature-availability>
  </div>`)) as HTMLElement;
  const el = box.querySelector('arc-feature-availability') as ArcFeatureAvailabilityElement;
  await el.updateComplete;
  return { el, session, box };
}

const find = <E extends HTMLElement = HTMLElement>(el: Element, selector: string) =>
  el.shadowRoot?.querySelector<E>(selector) as E;
const part = (el: Element, name: string) => find(el, `[part~=${name}]`);
const all = (el: Element, selector: string) => [...(el.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const words = (el: Element, feature: string) => all(el, `[data-feature=${feature}] [part~=availability]`).map(textOf);
const accounts = (count: number): UtilityAccount[] =>
  Array.from({ length: count }, (_, i) =>
    account({
      id: i + 1,
      accountNumber: `9000 00${String(i + 1).padStart(2, '0')}`,
      serviceAddress: {
        streetOne: `${i + 1} Harbor Road`,
        streetTwo: null,
        city: 'Portsmouth',
        state: 'NH',
        zip: '03801',
      },
    }),
  );

describe('arc-feature-availability', () => {
  it('shows the availability of each feature as text, and is accessible in light and dark', async () => {
    for (const style of ['', 'color-scheme: dark; background: #0f1419']) {
      const { el } = await setUp({ connections: [], accounts: [account()] }, style);
      expect(words(el, 'utility_statements')).to.deep.equal(['Available']);
      expect(words(el, 'utility_remittance')).to.deep.equal(['Getting ready']);
      expect(words(el, 'smart_charge')).to.deep.equal(['Not available']);
      await expect(el).to.be.accessible();
    }
  });

  it('has one column per account for up to three accounts', async () => {
    const { el } = await setUp({ connections: [], accounts: accounts(3) }, 'width: 900px');
    expect(all(el, 'thead th')).to.have.length(3);
    expect(words(el, 'charge_cost')).to.have.length(3);
    await expect(el).to.be.accessible();
  });

  it('shows one of many accounts, chosen from a list that can be searched', async () => {
    const { el } = await setUp({ connections: [], accounts: accounts(50) }, 'width: 900px');
    expect(all(el, 'thead th')).to.have.length(1);
    expect(all(el, '.choice')).to.have.length(50);
    const search = find<HTMLInputElement>(el, 'input');
    search.focus();
    await sendKeys({ type: '0037' });
    await el.updateComplete;
    expect(all(el, '.choice').map(textOf)).to.deep.equal(['37 Harbor Road •••• 0037']);
    all(el, '.choice')[0]?.click();
    await el.updateComplete;
    expect(textOf(part(el, 'account'))).to.contain('37 Harbor Road');
    expect(all(el, '.choice[aria-current=true]')).to.have.length(1);
    await expect(el).to.be.accessible();
  });

  it('shows one account, chosen from a drop-down, if columns do not fit', async () => {
    const { el, box } = await setUp({ connections: [], accounts: accounts(2) }, 'width: 320px');
    const visible = () =>
      all(el, 'thead th')
        .filter((head) => head.checkVisibility())
        .map((head) => head.dataset.account);
    expect(visible()).to.deep.equal(['1']);
    expect(box.scrollWidth).to.be.at.most(320);
    const select = find<HTMLSelectElement>(el, 'select');
    select.value = '2';
    select.dispatchEvent(new Event('change'));
    await el.updateComplete;
    expect(visible()).to.deep.equal(['2']);
    await expect(el).to.be.accessible();
  });

  it('masks the account number until the person reveals it', async () => {
    const { el } = await setUp({ connections: [], accounts: [account()] });
    expect(markupOf(el)).to.not.contain('5500');
    expect(textOf(part(el, 'number'))).to.equal('•••• 3498');
    find(el, '.eye').click();
    await el.updateComplete;
    expect(textOf(part(el, 'number'))).to.equal('5500 1234 98');
  });

  it('explains a feature and its availability on request', async () => {
    const { el } = await setUp({ connections: [], accounts: [account()] });
    const about = find(el, '[data-feature=utility_remittance] .about');
    expect(about.getAttribute('aria-expanded')).to.equal('false');
    about.click();
    await el.updateComplete;
    expect(about.getAttribute('aria-expanded')).to.equal('true');
    expect(textOf(about.closest('tr'))).to.contain('still being collected');
    await expect(el).to.be.accessible();
  });

  it('shows the problems of an account', async () => {
    const { el } = await setUp({ connections: [], accounts: [account({ pastDue: true, status: 'locked' })] });
    expect(textOf(part(el, 'past-due'))).to.equal('Bill past due');
    expect(textOf(part(el, 'account-state'))).to.equal('Locked by the utility');
    await expect(el).to.be.accessible();
  });

  it('shows the platform’s text of an unknown availability', async () => {
    const unknown = {
      ...account({ features: features('AVAILABLE', { charge_cost: 'unknown' }) }),
      featuresText: { charge_cost: 'IN_REVIEW' },
    };
    const { el } = await setUp({ connections: [], accounts: [unknown] });
    find(el, '[data-feature=charge_cost] .about').click();
    await el.updateComplete;
    expect(textOf(el.shadowRoot?.querySelector('[data-feature=charge_cost]'))).to.contain('“IN_REVIEW”');
  });

  it('shows only the features and the account that the page sets', async () => {
    const { el } = await setUp({ connections: [], accounts: accounts(2) });
    el.features = 'utility_intervals charge_cost';
    el.accountId = 2;
    await el.updateComplete;
    expect(all(el, '[data-feature]').map((row) => row.dataset.feature)).to.deep.equal([
      'utility_intervals',
      'charge_cost',
    ]);
    expect(all(el, 'thead th').map((head) => head.dataset.account)).to.deep.equal(['2']);
  });

  it('announces a feature that becomes available once, and fires one event', async () => {
    const { el, session } = await setUp({ connections: [], accounts: [account({ features: features('NOT_READY') })] });
    const changes = collect<ArcFeatureChangeEvent>(el, 'arc-feature-change');
    const next = account({ features: features('NOT_READY', { utility_intervals: 'AVAILABLE' }) });
    session.accounts.setData([next]);
    await el.updateComplete;
    await el.updateComplete;
    expect(changes.events.map(({ detail }) => detail)).to.deep.equal([
      { accountId: 501, feature: 'utility_intervals', from: 'NOT_READY', to: 'AVAILABLE' },
    ]);
    expect(textOf(el.shadowRoot?.querySelector('[role=status]'))).to.equal('Usage data, 18 Lantern Street: Available.');
    session.accounts.setData([{ ...next }]);
    await el.updateComplete;
    expect(changes.events).to.have.length(1);
  });

  it('shows whether the search for accounts is still running if there are none', async () => {
    const { el, session } = await setUp({ connections: [connection({ accountsLoading: true })], accounts: [] });
    expect(textOf(part(el, 'empty'))).to.contain('Looking for your accounts.');
    session.connections.setData([]);
    await el.updateComplete;
    expect(textOf(part(el, 'empty'))).to.contain('No utility account yet.');
    await expect(el).to.be.accessible();
  });

  it('says that it is still loading after ten seconds', async () => {
    const { el } = await setUp({ connections: [] });
    const words = find(el, '.waiting__words');
    expect(words.checkVisibility({ visibilityProperty: true })).to.equal(false);
    const [wait] = words.getAnimations();
    expect(wait?.effect?.getComputedTiming().delay).to.equal(10_000);
    wait?.finish();
    expect(words.checkVisibility({ visibilityProperty: true })).to.equal(true);
  });

  it('shows loading, failed and stale data', async () => {
    const { el, session } = await setUp({ connections: [], nowMs: NOW_MS - 7_200_000 });
    expect(part(el, 'skeleton')).to.exist;
    await expect(el).to.be.accessible();
    const failing = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
    session.accounts.setError(arcError('upstream-failed'));
    expect((await failing).detail.code).to.equal('upstream-failed');
    expect(textOf(part(el, 'error'))).to.contain('not answering');
    await expect(el).to.be.accessible();
    session.accounts.setData([account()]);
    session.accounts.setError(arcError('timeout'));
    await el.updateComplete;
    expect(textOf(part(el, 'stale'))).to.contain('2 hours ago');
    expect(words(el, 'utility_statements')).to.deep.equal(['Available']);
    await expect(el).to.be.accessible();
  });

  it('releases every store when it is removed', async () => {
    const { el, session } = await setUp({ connections: [], accounts: [account()] });
    await removeForGood(el);
    expect(session.open).to.equal(0);
  });
});
