import { expect } from '@open-wc/testing';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import { focused, has, part, testChart, words } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

/** The table of three days of hours, which are two pages: one of 48 rows and one of 25. */
async function tables(days = 3): Promise<ArcIntervalChartElement> {
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

const shown = (el: ArcIntervalChartElement): string => words(el, 'pager');
const PAGES = ['page-first', 'page-previous', 'page-next', 'page-last'] as const;

describe('the pages of the table', () => {
  it('are turned to the next, the last, the one before and the first', async () => {
    const el = await tables(8);
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

  it('begin at their first row, with the focus on what was pressed, also where there is no other page', async () => {
    const el = await tables();
    const box = part(el, 'table-box') as HTMLElement;
    for (const name of ['page-next', 'page-previous', 'page-last', 'page-first'] as const) {
      box.scrollTop = 200;
      expect(box.scrollTop, 'long enough to scroll').to.equal(200);
      await turn(el, name);
      expect(box.scrollTop, name).to.equal(0);
      expect(focused(el), name).to.equal(name);
    }
  });

  it('say at either end which of them lead nowhere; these do nothing and keep the focus', async () => {
    const el = await tables();
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

  it('are none where all rows are on one', async () => {
    const el = await tables(2);
    expect(shown(el)).to.equal('Rows 1 to 48 of 48');
    for (const name of PAGES) expect(has(el, name), name).to.equal(false);
  });

  it('are accessible, the first one and the last one', async () => {
    const el = await tables();
    await expect(el).to.be.accessible();
    await turn(el, 'page-last');
    await expect(el).to.be.accessible();
  });
});
