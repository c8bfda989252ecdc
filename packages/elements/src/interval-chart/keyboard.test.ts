import { expect, oneEvent } from '@open-wc/testing';
import { testChart as chart, kwh, part, partText, press, tableSentences } from './testing/chart.ts';
import { testSeries } from './testing/series.ts';

describe('arc-interval-chart keyboard', () => {
  it('announces every datum in the words of the table, with both ends and the offset', async () => {
    const el = await chart(testSeries({ missing: [[1.1, 1.2]] }));
    el.range = { startMs: Date.UTC(2025, 10, 2, 7), endMs: Date.UTC(2025, 10, 3, 8) };
    el.resolution = 'hour';
    await el.updateComplete;
    const spoken: string[] = [];
    await press(el, 'Home');
    spoken.push(partText(el, 'announcement'));
    for (let i = 1; i < 25; i++) {
      await press(el, 'ArrowRight');
      spoken.push(partText(el, 'announcement'));
    }
    expect(spoken[1]).to.equal(
      'Sun, Nov 2, 2025, 1:00 AM UTC−7 – 1:00 AM UTC−8: ' +
        'Imported 0.500 kWh, Exported 0.250 kWh, Net 0.250 kWh, Average net power 0.250 kW',
    );
    el.table = true;
    await el.updateComplete;
    expect(await tableSentences(el)).to.deep.equal(spoken);
  });

  it('follows the cursor beyond the edge of the visible range', async () => {
    const el = await chart(testSeries(), { range: 'day' });
    await press(el, 'Home');
    const first = partText(el, 'announcement');
    await press(el, 'ArrowLeft');
    expect(first).to.contain('Mon, Nov 10, 2025, 12:00 AM');
    expect(partText(el, 'announcement')).to.contain('Sun, Nov 9, 2025, 11:45 PM');
  });

  it('moves the cursor to every datum of the series once, from the first to the last', async () => {
    const el = await chart(testSeries({ days: 3 }));
    el.resolution = 'hour';
    el.range = { startMs: Date.UTC(2025, 10, 1, 7), endMs: Date.UTC(2025, 10, 1, 12) };
    await el.updateComplete;
    const starts: (number | null)[] = [];
    el.addEventListener('arc-cursor-change', (event) => starts.push(event.detail.startMs));
    await press(el, 'Home');
    for (let i = 1; i < 72; i++) await press(el, 'ArrowRight');
    expect(starts).to.deep.equal(Array.from({ length: 72 }, (_, i) => Date.UTC(2025, 10, 1, 7 + i)));
  });

  it('fires arc-cursor-change without a datum when the table replaces the picture', async () => {
    const el = await chart(testSeries(), { range: 'day' });
    await press(el, 'Home');
    const left = oneEvent(el, 'arc-cursor-change');
    el.table = true;
    expect((await left).detail.startMs).to.equal(null);
  });

  it('zooms with plus, pans with Shift and an arrow, and removes the cursor with Escape', async () => {
    const el = await chart(testSeries());
    await press(el, '+');
    expect(kwh(el, 'total-import')).to.be.closeTo(84, 0.5);
    const before = el.range as { startMs: number };
    await press(el, 'ArrowRight', { shiftKey: true });
    expect((el.range as { startMs: number }).startMs).to.be.greaterThan(before.startMs);
    await press(el, 'End');
    expect(part(el, 'readout')?.hidden).to.equal(false);
    await press(el, 'Escape');
    expect(part(el, 'readout')?.hidden).to.equal(true);
  });
});
