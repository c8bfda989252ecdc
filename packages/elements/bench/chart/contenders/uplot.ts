import uPlot from 'uplot';
import { type Contender, HEIGHT, WIDTH } from './contender.ts';

// One device pixel: wider lines are far slower, according to its documentation.
const line = (stroke: string): uPlot.Series => ({ stroke, width: 1 / devicePixelRatio, points: { show: false } });

const contender: Contender = {
  prepare({ startMs, stepMs, importKwh, exportKwh, netKwh }) {
    const x = Float64Array.from(importKwh, (_, i) => (startMs + i * stepMs) / 1000);
    const columns = [x, importKwh, exportKwh.map((value) => -value), netKwh] as unknown as uPlot.AlignedData;
    return (place) => {
      const chart = new uPlot(
        {
          width: WIDTH,
          height: HEIGHT,
          series: [{}, line('#2f6fde'), line('#b86e00'), line('#161b22')],
          tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'America/Los_Angeles'),
        },
        columns,
        place,
      );
      return { show: (from, to) => chart.setScale('x', { min: from / 1000, max: to / 1000 }) };
    };
  },
};

export default contender;
