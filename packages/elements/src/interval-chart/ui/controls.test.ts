import { expect } from '@open-wc/testing';
import { LANGUAGES } from '../../languages/catalog.ts';
import { testChart as chart, openOptions, part } from '../testing/chart.ts';
import { testSeries } from '../testing/series.ts';

describe('controls of the chart', () => {
  for (const lang of LANGUAGES) {
    for (const width of [288, 328, 736]) {
      it(`show all of their text, in "${lang}" at ${width} px`, async () => {
        const el = await chart(testSeries({ days: 30 }), { lang });
        el.style.inlineSize = `${width}px`;
        el.resolution = 'day';
        await openOptions(el);
        for (const compare of ['none', 'calendar-date', 'weekday', 'day-index'] as const) {
          el.compare = compare;
          await el.updateComplete;
          for (const name of ['resolution', 'compare']) {
            const select = part(el, name) as HTMLSelectElement;
            expect(room(select), select.selectedOptions[0]?.text).to.be.at.least(-1);
          }
        }
        const words = [...el.renderRoot.querySelectorAll<HTMLElement>('.segment, .stepper__span, .button--tool')];
        for (const word of words) expect(word.scrollWidth, word.textContent).to.be.at.most(word.clientWidth);
        expect(el.scrollWidth).to.be.at.most(width);
      });
    }
  }
});

/**
 * Returns the pixels that a list has left beside its chosen option; widths are exact to about one
 * pixel.
 */
function room(select: HTMLSelectElement): number {
  const style = getComputedStyle(select);
  const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { width } = context.measureText(select.selectedOptions[0]?.text ?? '');
  const edges = [style.paddingLeft, style.paddingRight, style.borderLeftWidth, style.borderRightWidth];
  return select.getBoundingClientRect().width - edges.reduce((sum, edge) => sum + Number.parseFloat(edge), width);
}
