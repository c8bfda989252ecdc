import { expect } from '@open-wc/testing';
import { valueTicks } from '../../draw/scale.ts';
import { testChart as chart, part, partText, picture } from '../../testing/chart.ts';
import { testSeries } from '../../testing/series.ts';
import { mirrored, separate } from './channels.ts';

const ticks = valueTicks(-3, 5, 6);

describe('channels of energy', () => {
  it('mirrors both directions about one zero line', () => {
    const { up, down } = mirrored(ticks, 20, 200);
    expect(down.at(0)).to.equal(up.at(0));
    for (const kwh of [0.5, 1, 2.75]) expect(down.at(kwh) - down.at(0)).to.be.closeTo(up.at(0) - up.at(kwh), 1e-9);
  });

  it('draws import above export with the same pixels per kWh, both upwards', () => {
    const { up, down, axes } = separate(ticks, 20, 200, 24);
    for (const kwh of [0.5, 1, 2.75]) expect(down.at(0) - down.at(kwh)).to.be.closeTo(up.at(0) - up.at(kwh), 1e-9);
    expect(up.at(ticks.max)).to.equal(20);
    expect(down.at(0)).to.equal(220);
    expect(down.at(-ticks.min) - up.at(0)).to.be.closeTo(24, 1e-9);
    expect(axes.map(({ values }) => Math.min(...values))).to.deep.equal([0, 0]);
  });

  it('changes the picture and not the totals, leaves out the net, and needs export', async () => {
    const el = await chart(testSeries(), { range: 'week' });
    const before = { picture: picture(el), totals: partText(el, 'totals') };
    el.channels = 'separate';
    await el.updateComplete;
    expect(picture(el)).to.not.equal(before.picture);
    expect(partText(el, 'totals')).to.equal(before.totals);
    expect(partText(el, 'legend')).to.equal('ImportedExported');

    const alone = await chart(testSeries({ exports: false }), { range: 'week' });
    const one = picture(alone);
    alone.channels = 'separate';
    await alone.updateComplete;
    expect(picture(alone)).to.equal(one);
    expect(part(alone, 'legend')?.children.length).to.equal(1);
  });
});
