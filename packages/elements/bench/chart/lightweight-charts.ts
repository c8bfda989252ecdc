import { createChart, LineSeries, type UTCTimestamp } from 'lightweight-charts';
import { type Contender, HEIGHT, WIDTH } from './contender.ts';

type Points = { time: UTCTimestamp; value: number }[];
let points: readonly Points[];

const contender: Contender = {
  prepare({ startMs, stepMs, importKwh, exportKwh, netKwh }) {
    const of = (column: Float64Array, sign: number): Points =>
      Array.from(column, (value, i) => ({
        time: ((startMs + i * stepMs) / 1000) as UTCTimestamp,
        value: sign * value,
      }));
    points = [of(importKwh, 1), of(exportKwh, -1), of(netKwh, 1)];
  },
  mount(container) {
    const chart = createChart(container, { width: WIDTH, height: HEIGHT, timeScale: { minBarSpacing: 0.0001 } });
    for (const [i, color] of ['#2f6fde', '#b86e00', '#161b22'].entries()) {
      chart.addSeries(LineSeries, { color, lineWidth: 1, priceLineVisible: false }).setData(points[i] as Points);
    }
    chart.timeScale().fitContent();
    return {
      show: (from, to) =>
        chart.timeScale().setVisibleRange({ from: (from / 1000) as UTCTimestamp, to: (to / 1000) as UTCTimestamp }),
    };
  },
};

export default contender;
