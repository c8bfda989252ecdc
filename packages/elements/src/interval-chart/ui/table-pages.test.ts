import { expect } from '@open-wc/testing';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import { focused, has, part, partText, testChart } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

/**
 * Returns a chart that shows its table of hours; three days have two pages, of 48 and of 25 rows.
 */
async function tableChart(days = 3): Promise<ArcIntervalChartElement> {
  const el = await testChart(testSeries({ days, stepMinutes: 60 }));
  Object.assign(el, { table: true, resolution: 'slot' });
  await el.updateComplete;
  return el;
}

async function turn(el: ArcIntervalChartElement, name: string): Promise<void> {
  part(el, name)?.focus();
  part(el, name)?.click();
  await el.updateComplete;
}

const shown = (el: ArcIntervalChartElement): string => partText(el, 'pager');
const PAGES = ['page-first', 'page-previous', 'page-next', 'page-last'] as const;

describe('the pages of the table', () => {
  it('are turned to the next, last, previous and first one', async () => {
    const el = await tableChart(8);
    expect(shown(el)).to.equal('Rows 1 to 48 of 192');
    for (const [name, rows] of [
      ['page-next', '49 to 96'],
      ['page-last', '145 to 192'],
      ['page-previous', '97 to 144'],
      ['page-first', '1 to 48'],
    ] as const) {
      await turn(el, name);
      expect(shown(el), name).to.equal(`Rows ${rows} of 192`);
    }
  });

  it('start at their first row, and the pressed button keeps the focus, also at the last page', async () => {
    const el = await tableChart();
    const box = part(el, 'table-box') as HTMLElement;
    for (const name of ['page-next', 'page-previous', 'page-last', 'page-first'] as const) {
      box.scrollTop = 200;
      expect(box.scrollTop, 'long enough to scroll').to.equal(200);
      await turn(el, name);
      expect(box.scrollTop, name).to.equal(0);
      expect(focused(el), name).to.equal(name);
    }
  });

  it('have disabled buttons at either end, which do nothing and keep the focus', async () => {
    const el = await tableChart();
    const disabled = () => PAGES.filter((name) => part(el, name)?.ariaDisabled === 'true');
    const box = part(el, 'table-box') as HTMLElement;
    for (const [ends, to] of [
      [['page-first', 'page-previous'], 'page-last'],
      [['page-next', 'page-last'], 'page-first'],
    ] as const) {
      expect(disabled()).to.deep.equal(ends);
      for (const name of ends) {
        const before = shown(el);
        box.scrollTop = 100;
        await turn(el, name);
        expect(shown(el), name).to.equal(before);
        expect(box.scrollTop, name).to.equal(100);
        expect(focused(el), name).to.equal(name);
      }
      await turn(el, to);
    }
  });

  it('have no buttons if all rows are on one page', async () => {
    const el = await tableChart(2);
    expect(shown(el)).to.equal('Rows 1 to 48 of 48');
    for (const name of PAGES) expect(has(el, name), name).to.equal(false);
  });

  it('are accessible at the first and the last one', async () => {
    const el = await tableChart();
    await expect(el).to.be.accessible();
    await turn(el, 'page-last');
    await expect(el).to.be.accessible();
  });
});
