import { Chart, Decimation, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js';
import { type Contender, HEIGHT, WIDTH } from './contender.ts';

Chart.register(Decimation, LinearScale, LineController, LineElement, PointElement, Tooltip);

const COLORS = ['#2f6fde', '#b86e00', '#161b22'] as const;

const contender: Contender = {
  prepare({ startMs, stepMs, importKwh, exportKwh, netKwh }) {
    const pointsOf = (column: Float64Array, sign: number) =>
      Array.from(column, (y, i) => ({ x: startMs + i * stepMs, y: sign * y }));
    const points = [pointsOf(importKwh, 1), pointsOf(exportKwh, -1), pointsOf(netKwh, 1)];
    return (place) => {
      const canvas = place.appendChild(document.createElement('canvas'));
      canvas.width = WIDTH;
      canvas.height = HEIGHT;
      const datasets = points.map((data, i) => ({
        data,
        borderColor: COLORS[i] as string,
        borderWidth: 1,
        pointRadius: 0,
      }));
      const chart = new Chart(canvas, {
        type: 'line',
        data: { datasets },
        options: {
          animation: false,
          responsive: false,
          parsing: false,
          normalized: true,
          interaction: { mode: 'nearest', axis: 'x', intersect: false },
          plugins: { decimation: { enabled: true, algorithm: 'min-max' } },
          scales: { x: { type: 'linear' }, y: {} },
        },
      });
      return {
        show(from, to) {
          const { x } = chart.options.scales as { x: { min?: number; max?: number } };
          x.min = from;
          x.max = to;
          chart.update('none');
        },
      };
    };
  },
};

export default contender;
