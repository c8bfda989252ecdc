import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import './define.ts';
import type { ArcSession } from '@arc-elements/client';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import type { ArcErrorEvent } from '../internal/error-event.ts';
import { collect, markupOf, textOf } from '../testing/events.ts';
import { arcError, intervalData, meter, NOW_MS } from '../testing/fixtures.ts';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession, type TestSession, type TestSessionInit } from '../testing/test-session.ts';
import type { ArcMeterChangeEvent } from './meter-change-event.ts';
import type { ArcMeterListElement } from './meter-list.ts';
import type { ArcMeterSelectEvent } from './meter-select-event.ts';

async function setUp(
  init: TestSessionInit,
  style = '',
): Promise<{ el: ArcMeterListElement; session: TestSession; box: HTMLElement }> {
  const session = createTestSession(init);
  const box = (await fixture(html`<div style=${style}>
    <arc-meter-list .now=${() => NOW_MS} .session=${session as ArcSession}></arc-meter-list>
  </div>`)) as HTMLElement;
  const el = box.querySelector('arc-meter-list') as ArcMeterListElement;
  await el.updateComplete;
  return { el, session, box };
}

/** Fields of a meter without readings. */
const unread = { earliestIntervalAtMs: null, latestIntervalAtMs: null };

const find = <E extends HTMLElement = HTMLElement>(el: Element, selector: string) =>
  el.shadowRoot?.querySelector<E>(selector) as E;
const part = (el: Element, name: string) => find(el, `[part~=${name}]`);
const row = (el: Element, id: string) => el.shadowRoot?.querySelector<HTMLElement>(`[data-meter=${id}]`);

describe('arc-meter-list', () => {
  it('shows every state of a meter as text, and is accessible in light and dark', async () => {
    const meters = [
      meter(),
      meter({ id: 'm-off', status: 'INTERVALS_NOT_REQUESTED' }),
      meter({ id: 'm-busy', status: 'INTERVALS_IN_PROGRESS' }),
      meter({ id: 'm-never', status: 'INTERVALS_NOT_SUPPORTED' }),
      meter({ id: 'm-gas', status: 'INTERVALS_NOT_SUPPORTED', serviceType: 'gas' }),
      meter({ id: 'm-water', status: 'INTERVALS_NOT_REQUESTED', serviceType: 'water' }),
      meter({ id: 'm-asked', status: 'INTERVALS_NOT_REQUESTED', isIntervalsProductActive: true }),
      meter({ id: 'm-new', status: 'unknown', statusText: 'INTERVALS_PAUSED' }),
      meter({ id: 'm-fresh', latestIntervalAtMs: null }),
    ];
    for (const style of ['', 'color-scheme: dark; background: #0f1419']) {
      const { el } = await setUp({ meters, intervals: { mtr_1: intervalData() } }, style);
      expect(textOf(row(el, 'mtr_1')))
        .to.contain('Data through Nov 11')
        .and.to.contain('checked 40 minutes ago');
      expect(textOf(row(el, 'm-off'))).to.contain('Turn on usage data');
      expect(textOf(row(el, 'm-busy'))).to.contain('Collecting');
      expect(textOf(row(el, 'm-never'))).to.contain('does not publish');
      expect(textOf(row(el, 'm-gas'))).to.contain('offered for electricity');
      expect(textOf(row(el, 'm-water')))
        .to.contain('offered for electricity')
        .and.not.to.contain('Turn on');
      expect(textOf(row(el, 'm-asked')))
        .to.contain('Collecting')
        .and.not.to.contain('Turn on');
      expect(textOf(row(el, 'm-new'))).to.contain('“INTERVALS_PAUSED”');
      expect(textOf(row(el, 'm-fresh'))).to.contain('No reading of the last year');
      await expect(el).to.be.accessible();
    }
  });

  describe('the day of the newest reading', () => {
    // 11 November at the meter in New York, and 12 November in the zone of this browser.
    const late = (patch = {}) => meter({ latestIntervalAtMs: Date.UTC(2026, 10, 12, 4, 45), ...patch });
    const lineOf = (el: Element, id: string) => textOf(row(el, id)?.querySelector('.line'));

    it('is a day in the zone of the meter, and is missing while its readings load', async () => {
      const { el, session } = await setUp({ meters: [late()] });
      expect(lineOf(el, 'mtr_1')).to.equal('Data through · checked 40 minutes ago');
      expect(row(el, 'mtr_1')?.querySelector('.line .skeleton')).to.exist;
      session.intervals('mtr_1').setData(intervalData());
      await el.updateComplete;
      expect(lineOf(el, 'mtr_1')).to.equal('Data through Nov 11 · checked 40 minutes ago');
    });

    it('is a relative time until an element loads the readings', async () => {
      const { el, session } = await setUp({ meters: [late()] });
      el.previews = 0;
      await el.updateComplete;
      expect(lineOf(el, 'mtr_1')).to.equal('Newest reading 7 hours ago · checked 40 minutes ago');
      expect(session.intervals('mtr_1').watchers, 'the list does not load the readings').to.equal(0);
      session.intervals('mtr_1').setData(intervalData());
      await el.updateComplete;
      expect(lineOf(el, 'mtr_1')).to.contain('Data through Nov 11');
    });

    it('is a relative time if the readings fail', async () => {
      const { el, session } = await setUp({ meters: [late()] });
      session.intervals('mtr_1').setError(arcError());
      await el.updateComplete;
      expect(lineOf(el, 'mtr_1')).to.contain('Newest reading 7 hours ago');
    });

    it('is known for all meters of an address once one of them has readings', async () => {
      const { el } = await setUp({
        meters: [late(), late({ id: 'm-next' }), late({ id: 'm-far', serviceAddress: null })],
        intervals: { mtr_1: intervalData() },
      });
      el.previews = 1;
      await el.updateComplete;
      expect(lineOf(el, 'm-next')).to.contain('Data through Nov 11');
      expect(lineOf(el, 'm-far')).to.contain('Newest reading');
    });
  });

  it('groups meters by address and masks their numbers', async () => {
    const elsewhere = { ...meter().serviceAddress, streetOne: '7 Cooper Lane' } as NonNullable<
      ReturnType<typeof meter>['serviceAddress']
    >;
    const { el } = await setUp({
      meters: [
        meter({ id: 'm-none', serviceAddress: null, accounts: [] }),
        meter({ id: 'm-a' }),
        meter({ id: 'm-b', serviceAddress: elsewhere }),
        meter({ id: 'm-c' }),
      ],
    });
    const groups = [...(el.shadowRoot?.querySelectorAll('section') ?? [])];
    expect(groups.map((group) => group.getAttribute('aria-label'))).to.deep.equal([
      '18 Lantern Street',
      '7 Cooper Lane',
      'Other meters',
    ]);
    expect(groups.map((group) => group.querySelectorAll('[part=meter]').length)).to.deep.equal([2, 1, 1]);
    expect(markupOf(el)).to.not.contain('4471').and.to.not.contain('5500');
  });

  it('turns usage data on once, however often the button is pressed, and shows the progress', async () => {
    let release = () => {};
    const { el, session } = await setUp({
      meters: [meter({ status: 'INTERVALS_NOT_REQUESTED', ...unread })],
      activateIntervals: async () => await new Promise<void>((resolve) => (release = resolve)),
    });
    const changes = collect<ArcMeterChangeEvent>(el, 'arc-meter-change');
    const button = part(el, 'activate');
    button.click();
    button.click();
    await el.updateComplete;
    expect(session.calls.activate).to.deep.equal(['mtr_1']);
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    session.meters.setData([meter({ status: 'INTERVALS_IN_PROGRESS', ...unread })]);
    release();
    await el.updateComplete;
    expect(textOf(row(el, 'mtr_1'))).to.contain('Collecting up to a year');
    session.meters.setData([meter()]);
    await el.updateComplete;
    expect(changes.events.map(({ detail }) => `${detail.from} ${detail.to}`)).to.deep.equal([
      'INTERVALS_NOT_REQUESTED INTERVALS_IN_PROGRESS',
      'INTERVALS_IN_PROGRESS INTERVALS_SUCCESS',
    ]);
    expect(textOf(el.shadowRoot?.querySelector('[role=status]'))).to.equal('Meter •••• 3220: usage data on.');
  });

  it('shows the older readings of a meter while new ones are collected', async () => {
    const again = meter({ id: 'm-again', status: 'INTERVALS_IN_PROGRESS' });
    const first = meter({ id: 'm-first', status: 'INTERVALS_IN_PROGRESS', ...unread });
    const { el, session } = await setUp({ meters: [again, first], intervals: { 'm-again': intervalData() } });
    expect(textOf(row(el, 'm-again')))
      .to.contain('Data through Nov 11')
      .and.to.contain('Collecting');
    expect(row(el, 'm-again')?.querySelector('[part=select]')).to.exist;
    expect(session.intervals('m-again').watchers).to.equal(1);
    expect(textOf(row(el, 'm-first'))).to.not.contain('Data through');
    expect(row(el, 'm-first')?.querySelector('[part=select]')).to.equal(null);
    expect(session.intervals('m-first').watchers).to.equal(0);
  });

  it('shows a failure to turn usage data on beside the meter, and lets the person try again', async () => {
    const { el, session } = await setUp({
      meters: [meter({ status: 'INTERVALS_NOT_REQUESTED' })],
      activateIntervals: async () => await Promise.reject(arcError('meter-not-activatable')),
    });
    const failing = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
    part(el, 'activate').click();
    expect((await failing).detail.code).to.equal('meter-not-activatable');
    await el.updateComplete;
    expect(textOf(row(el, 'mtr_1')?.querySelector('[role=alert]'))).to.contain('could not be turned on');
    await expect(el).to.be.accessible();
    part(el, 'activate').click();
    expect(session.calls.activate).to.have.length(2);
  });

  it('fires an event for the meter that the person selects, and marks it', async () => {
    const { el } = await setUp({ meters: [meter(), meter({ id: 'mtr_2' })] });
    const selects = collect<ArcMeterSelectEvent>(el, 'arc-meter-select');
    find(el, '[data-meter=mtr_2] [part=select]').click();
    await el.updateComplete;
    expect(selects.events.map(({ detail }) => detail)).to.deep.equal([{ meterId: 'mtr_2' }]);
    expect(el.shadowRoot?.querySelectorAll('[part=select][aria-current]')).to.have.length(1);
    expect(row(el, 'mtr_2')?.querySelector('[part=select]')?.getAttribute('aria-current')).to.equal('true');
    el.noSelect = true;
    await el.updateComplete;
    expect(part(el, 'select')).to.equal(null);
  });

  it('can be used by keyboard, in the order of its rows', async () => {
    const { el, session } = await setUp({
      meters: [meter({ id: 'm-a' }), meter({ id: 'm-b', status: 'INTERVALS_NOT_REQUESTED' }), meter({ id: 'm-c' })],
    });
    const before = document.createElement('button');
    el.before(before);
    before.focus();
    const reached: (string | undefined)[] = [];
    for (let i = 0; i < 3; i++) {
      await sendKeys({ press: 'Tab' });
      reached.push(el.shadowRoot?.activeElement?.closest<HTMLElement>('[part=meter]')?.dataset.meter);
      if (reached.at(-1) === 'm-b') await sendKeys({ press: 'Enter' });
    }
    expect(reached).to.deep.equal(['m-a', 'm-b', 'm-c']);
    expect(session.calls.activate).to.deep.equal(['m-b']);
    const selects = collect<ArcMeterSelectEvent>(el, 'arc-meter-select');
    await sendKeys({ press: 'Space' });
    expect(selects.events.map(({ detail }) => detail.meterId)).to.deep.equal(['m-c']);
  });

  it('has no animation if the person prefers reduced motion', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const { el } = await setUp({});
      const block = find(el, '.skeleton');
      expect(block.getAnimations()).to.deep.equal([]);
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  it('draws the last thirty days as bars with a text alternative, and marks days without data', async () => {
    const { el } = await setUp({ meters: [meter()], intervals: { mtr_1: intervalData(40) } });
    const preview = part(el, 'preview');
    expect(preview.querySelectorAll('.import, .missing')).to.have.length(30);
    expect(preview.querySelectorAll('.missing')).to.have.length(1);
    expect(preview.querySelectorAll('.export').length).to.be.greaterThan(0);
    expect(preview.getAttribute('aria-label')).to.match(
      /^Last 30 days: .+ kWh to .+ kWh a day\. One day has no data\.$/,
    );
  });

  it('loads the readings of the meters with a preview only', async () => {
    const meters = ['a', 'b', 'c', 'd'].map((id) => meter({ id }));
    const { el, session } = await setUp({
      meters: [meter({ id: 'off', status: 'INTERVALS_NOT_REQUESTED' }), ...meters],
    });
    const watched = () => ['off', 'a', 'b', 'c', 'd'].filter((id) => session.intervals(id).watchers > 0);
    expect(watched()).to.deep.equal(['a', 'b', 'c']);
    el.previews = 0;
    await el.updateComplete;
    expect(watched()).to.deep.equal([]);
  });

  it('shows the first dozen of many meters, and all on request', async () => {
    const { el } = await setUp({ meters: Array.from({ length: 30 }, (_, i) => meter({ id: `m-${i}` })) });
    expect(el.shadowRoot?.querySelectorAll('[part=meter]')).to.have.length(12);
    find(el, '.more').click();
    await el.updateComplete;
    expect(el.shadowRoot?.querySelectorAll('[part=meter]')).to.have.length(30);
  });

  it('shows loading, empty, failed and stale data', async () => {
    const { el, session } = await setUp({ nowMs: NOW_MS - 3_600_000 });
    expect(part(el, 'skeleton')).to.exist;
    await expect(el).to.be.accessible();
    session.meters.setError(arcError('network'));
    await el.updateComplete;
    expect(textOf(part(el, 'error'))).to.contain('No connection.');
    await expect(el).to.be.accessible();
    session.meters.setData([]);
    await el.updateComplete;
    expect(textOf(part(el, 'empty'))).to.contain('No meter yet.');
    await expect(el).to.be.accessible();
    session.meters.setData([meter()]);
    session.meters.setError(arcError('network'));
    await el.updateComplete;
    expect(textOf(part(el, 'stale'))).to.contain('1 hour ago');
    part(el, 'retry').click();
    expect(session.meters.refreshes).to.equal(1);
  });

  it('fits 320 pixels', async () => {
    const { box } = await setUp(
      { meters: [meter(), meter({ id: 'off', status: 'INTERVALS_NOT_REQUESTED' })] },
      'width: 320px',
    );
    expect(box.scrollWidth).to.be.at.most(320);
  });

  it('releases every store when it is removed, also those of previews', async () => {
    const { el, session } = await setUp({ meters: [meter()], intervals: { mtr_1: intervalData() } });
    expect(session.intervals('mtr_1').watchers).to.equal(1);
    await removeForGood(el);
    expect(session.open).to.equal(0);
  });
});
