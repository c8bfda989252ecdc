import uPlot from 'uplot';
import { type Contender, HEIGHT, WIDTH } from './contender.ts';

let columns: uPlot.AlignedData;

function plot(container: HTMLElement, series: readonly uPlot.Series[], columns: uPlot.AlignedData): uPlot {
  return new uPlot(
    {
      width: WIDTH,
      height: HEIGHT,
      series: [{}, ...series],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'America/Los_Angeles'),
    },
    columns,
    container,
  );
}

// One device pixel: its docs and our measurements show that wider strokes are far slower.
const line = (stroke: string): uPlot.Series => ({ stroke, width: 1 / devicePixelRatio, points: { show: false } });
const LINES = [line('#2f6fde'), line('#b86e00'), line('#161b22')];

const contender: Contender = {
  prepare({ startMs, stepMs, importKwh, exportKwh, netKwh }) {
    const x = Float64Array.from(importKwh, (_, i) => (startMs + i * stepMs) / 1000);
    columns = [x, importKwh, exportKwh.map((value) => -value), netKwh] as unknown as uPlot.AlignedData;
  },
  mount(container) {
    const chart = plot(container, LINES, columns);
    return { show: (from, to) => chart.setScale('x', { min: from / 1000, max: to / 1000 }) };
  },
  mountText(container, text, body) {
    const answer = JSON.parse(text);
    if (body === 'raw') {
      const at: number[] = answer.readings.map(({ startAt }: { startAt: string }) => Date.parse(startAt) / 1000);
      const kwh: number[] = answer.readings.map(({ kwh }: { kwh: number }) => kwh);
      return plot(container, LINES.slice(0, 1), [at, kwh]);
    }
    const startS = Date.parse(answer.startAt) / 1000;
    const { importKwh, exportKwh, netKwh } = answer.readings[0];
    const at = importKwh.map((_: number, i: number) => startS + i * 900);
    return plot(container, LINES, [at, importKwh, exportKwh.map((kwh: number) => -kwh), netKwh]);
  },
};

export default contender;
