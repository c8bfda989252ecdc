import { expect } from '@open-wc/testing';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import { testChart as chart, part, tableColumn } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

const DAY_MS = 86_400_000;

async function sortBy(el: ArcIntervalChartElement, column: number): Promise<void> {
  el.renderRoot.querySelectorAll<HTMLButtonElement>('.sort')[column]?.click();
  await el.updateComplete;
}

function sortOrders(el: ArcIntervalChartElement): readonly (string | null)[] {
  return [...el.renderRoot.querySelectorAll('thead th')].map((cell) => cell.getAttribute('aria-sort'));
}

/** Returns four days of quarter hours with all values different, and an hour without readings. */
function uneven() {
  const series = testSeries({ days: 4, missing: [[1, 1 + 1 / 24]] });
  const importKwh = series.importKwh as Float64Array;
  for (let i = 0; i < importKwh.length; i++) importKwh[i] = (importKwh[i] as number) * (1 + ((i * 37) % 384) / 384);
  return series;
}

describe('the table in the order of a column', () => {
  it('has the highest first, then the lowest first, then the order of time, over all pages', async () => {
    const el = await chart(uneven());
    el.resolution = 'slot';
    el.table = true;
    await el.updateComplete;
    const inTime = await tableColumn(el, 0);
    const known = inTime.filter((value) => !Number.isNaN(value));

    await sortBy(el, 1);
    expect(sortOrders(el)).to.deep.equal([null, 'descending', null, null, null]);
    const unknown = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    expect(await tableColumn(el, 0)).to.deep.equal([...known.toSorted((a, b) => b - a), ...unknown]);
    await sortBy(el, 1);
    expect(sortOrders(el)[1]).to.equal('ascending');
    expect(await tableColumn(el, 0)).to.deep.equal([...known.toSorted((a, b) => a - b), ...unknown]);
    await sortBy(el, 1);
    expect(sortOrders(el)[1]).to.equal(null);
    expect(await tableColumn(el, 0)).to.deep.equal(inTime);
  });

  it('reverses time for the first column', async () => {
    const el = await chart(uneven(), { range: 'day' });
    el.table = true;
    await el.updateComplete;
    const inTime = await tableColumn(el, 0);
    await sortBy(el, 0);
    expect(await tableColumn(el, 0)).to.deep.equal(inTime.toReversed());
  });

  it('is that of the shown values in every column of every view', async () => {
    const el = await chart(uneven());
    el.table = true;
    for (const view of ['usage', 'heatmap', 'average-day', 'duration', 'months'] as const) {
      el.view = view;
      await el.updateComplete;
      expect(sortOrders(el).join(''), view).to.equal('');
      const columns = el.renderRoot.querySelectorAll('thead th').length;
      for (let column = 1; column < columns; column++) {
        await sortBy(el, column);
        const values = (await tableColumn(el, column - 1)).filter((value) => !Number.isNaN(value));
        expect(values, `${view}, column ${column}`).to.deep.equal(values.toSorted((a, b) => b - a));
      }
    }
  });

  it('starts at the first page, stays with another range, and is accessible', async () => {
    const el = await chart(uneven(), {
      range: { startMs: Date.UTC(2025, 10, 1, 7), endMs: Date.UTC(2025, 10, 1, 7) + DAY_MS },
    });
    Object.assign(el, { table: true, resolution: 'slot' });
    await el.updateComplete;
    part(el, 'page-next')?.click();
    await el.updateComplete;
    await sortBy(el, 1);
    expect(el.renderRoot.querySelector('.pager')?.textContent).to.contain('Rows 1 to');
    el.range = { startMs: Date.UTC(2025, 10, 3, 8), endMs: Date.UTC(2025, 10, 3, 8) + DAY_MS };
    await el.updateComplete;
    expect(sortOrders(el)[1]).to.equal('descending');
    await expect(el).to.be.accessible();
  });

  it('has the first page after a change of the rows by a property', async () => {
    const el = await chart(testSeries({ days: 20 }));
    const pager = () => el.renderRoot.querySelector('.pager')?.textContent;
    const turn = () => {
      part(el, 'page-next')?.click();
      return el.updateComplete;
    };
    Object.assign(el, { table: true, resolution: 'slot' });
    await el.updateComplete;
    await turn();
    expect(pager()).to.contain('Rows 49 to 96');
    el.resolution = 'hour';
    await el.updateComplete;
    expect(pager()).to.contain('Rows 1 to 48 of');
    await turn();
    el.view = 'heatmap';
    await el.updateComplete;
    expect(pager()).to.contain('Rows 1 to 48 of');
    await turn();
    el.series = testSeries({ days: 20, missing: [[1, 2]] });
    await el.updateComplete;
    expect(pager(), 'the same rows with other values').to.contain('Rows 49 to 96');
  });
});
