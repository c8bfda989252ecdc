import { LineChart } from 'echarts/charts';
import { DatasetComponent, DataZoomComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type Contender, HEIGHT, WIDTH } from './contender.ts';

use([LineChart, DataZoomComponent, DatasetComponent, GridComponent, TooltipComponent, CanvasRenderer]);

const line = (y: string) => ({
  type: 'line' as const,
  encode: { x: 'time', y },
  showSymbol: false,
  sampling: 'minmax' as const,
  lineStyle: { width: 1 },
});

const contender: Contender = {
  prepare({ startMs, stepMs, importKwh, exportKwh, netKwh }) {
    const time = Float64Array.from(importKwh, (_, i) => startMs + i * stepMs);
    const source = { time, import: importKwh, export: exportKwh.map((value) => -value), net: netKwh };
    return (place) => {
      const chart = init(place, undefined, { width: WIDTH, height: HEIGHT, devicePixelRatio });
      chart.setOption({
        animation: false,
        dataset: { source },
        xAxis: { type: 'time' },
        yAxis: {},
        tooltip: { trigger: 'axis' },
        dataZoom: [{ type: 'inside', filterMode: 'filter' }],
        series: [line('import'), line('export'), line('net')],
      });
      return { show: (startValue, endValue) => chart.dispatchAction({ type: 'dataZoom', startValue, endValue }) };
    };
  },
};

export default contender;
