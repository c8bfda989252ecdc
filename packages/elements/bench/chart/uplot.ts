import uPlot from 'uplot';
import { type Contender, HEIGHT, WIDTH } from './contender.ts';

let columns: uPlot.AlignedData;

const contender: Contender = {
  prepare({ startMs, stepMs, importKwh, exportKwh, netKwh }) {
    const x = Float64Array.from(importKwh, (_, i) => (startMs + i * stepMs) / 1000);
    columns = [x, importKwh, exportKwh.map((value) => -value), netKwh] as unknown as uPlot.AlignedData;
  },
  mount(container) {
    // One device pixel: its docs and our measurements show that wider strokes are far slower.
    const width = 1 / devicePixelRatio;
    const line = (stroke: string) => ({ stroke, width, points: { show: false } });
    const chart = new uPlot(
      {
        width: WIDTH,
        height: HEIGHT,
        series: [{}, line('#2f6fde'), line('#b86e00'), line('#161b22')],
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'America/Los_Angeles'),
      },
      columns,
      container,
    );
    return { show: (from, to) => chart.setScale('x', { min: from / 1000, max: to / 1000 }) };
  },
};

export default contender;
