import { createChart, LineSeries, type UTCTimestamp } from 'lightweight-charts';
import { type Contender, HEIGHT, WIDTH } from './contender.ts';

const COLORS = ['#2f6fde', '#b86e00', '#161b22'] as const;
const stamp = (ms: number) => (ms / 1000) as UTCTimestamp;

const contender: Contender = {
  prepare({ startMs, stepMs, importKwh, exportKwh, netKwh }) {
    const pointsOf = (column: Float64Array, sign: number) =>
      Array.from(column, (value, i) => ({ time: stamp(startMs + i * stepMs), value: sign * value }));
    const points = [pointsOf(importKwh, 1), pointsOf(exportKwh, -1), pointsOf(netKwh, 1)];
    return (place) => {
      const chart = createChart(place, { width: WIDTH, height: HEIGHT, timeScale: { minBarSpacing: 0.0001 } });
      for (const [i, data] of points.entries()) {
        chart
          .addSeries(LineSeries, { color: COLORS[i] as string, lineWidth: 1, priceLineVisible: false })
          .setData(data);
      }
      chart.timeScale().fitContent();
      return { show: (from, to) => chart.timeScale().setVisibleRange({ from: stamp(from), to: stamp(to) }) };
    };
  },
};

export default contender;
