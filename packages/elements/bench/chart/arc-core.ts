import { createSeries } from '@arc-elements/intervals';
import { ChartData } from '../../src/interval-chart/data/chart-data.ts';
import { CanvasSurface } from '../../src/interval-chart/draw/canvas-surface.ts';
import { TimeText } from '../../src/interval-chart/text/time-text.ts';
import { usageView } from '../../src/interval-chart/views/usage/model.ts';
import { type Contender, HEIGHT, WIDTH } from './contender.ts';

const INK = {
  text: '#161b22',
  background: '#fff',
  surface: '#f6f8fa',
  muted: '#57606a',
  border: '#d5dbe1',
  line: '#868e99',
  accent: '#1f5fd0',
  import: '#2f6fde',
  importSoft: '#a4c0f1',
  export: '#b86e00',
  exportSoft: '#dfbd8d',
  shade: '#f5f5f6',
};

/** Our drawing without element: every slot is looked at, none is summed up, like the other libraries do. */
const contender: Contender = {
  deaf: true,
  mount(container, data) {
    const canvas = container.appendChild(document.createElement('canvas'));
    canvas.style.setProperty('width', `${WIDTH}px`);
    canvas.style.setProperty('height', `${HEIGHT}px`);
    const chart = new ChartData(createSeries({ ...data, timeZone: 'America/Los_Angeles' }));
    const surface = new CanvasSurface(canvas);
    surface.setFont(12, 'sans-serif');
    const time = new TimeText('en-US', 'America/Los_Angeles');
    const show = (startMs: number, endMs: number): void => {
      surface.resize(WIDTH, HEIGHT, devicePixelRatio);
      const model = usageView.model({
        data: chart,
        range: { startMs, endMs },
        resolution: 'slot',
        locale: 'en-US',
        time,
        compare: null,
        separate: false,
        tariff: null,
      });
      const frame = {
        width: WIDTH,
        height: HEIGHT,
        ratio: devicePixelRatio,
        linePx: 16,
        measure: (text: string) => surface.measure(text),
      };
      model.layout(frame).paint(surface, INK);
    };
    show(chart.extent.startMs, chart.extent.endMs);
    return { show };
  },
};

export default contender;
