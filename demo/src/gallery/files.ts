import type { ArcIntervalChartElement } from '@arc-elements/elements/interval-chart';
import { shadowPart } from './scene.ts';
import type { Scene } from './subject.ts';

/** A file with two meters, from which the person has to choose. */
export const TWO_METERS = hours('Start,Meter,Usage (kWh)', (start, hour) => [
  `${start},Main house,${0.4 + (hour % 7) / 10}`,
  `${start},Garage,${0.1 + (hour % 3) / 10}`,
]);

/**
 * A file with three tariff columns, which are added. It names no time zone; one hour is missing,
 * one comes twice.
 */
export const TARIFF_COLUMNS = hours('Start,Off-peak (kWh),Mid-peak (kWh),On-peak (kWh)', (start, hour) => {
  const values = [hour < 7 ? 0.3 : 0, hour >= 7 && hour < 16 ? 0.5 : 0, hour >= 16 ? 0.9 : 0];
  const row = [start.replace('-07:00', ''), ...values].join();
  if (hour === 11) return [];
  return hour === 18 ? [row, row] : [row];
});

/** A file with gas only, which is refused. */
export const GAS = hours('Start,Gas usage (therms)', (start, hour) => [`${start},${hour < 9 ? 0.2 : 0}`]);

/** Drops a file on a chart. */
function dropFile(chart: ArcIntervalChartElement, name: string, text: string): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { lastModified: 0 }));
  chart.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
}

/** Returns a scene in which a file is dropped on a chart; `part` appears when the file was read. */
export function withFile(element: ArcIntervalChartElement, name: string, text: string, part: string): Scene {
  return {
    element,
    session: null,
    act: async () => {
      dropFile(element, name, text);
      await shadowPart(element, `[part~=${part}]`);
    },
  };
}

/** Returns a scene in which a chart reads a file without an end. */
export function withEndlessFile(element: ArcIntervalChartElement, name: string): Scene {
  const { Worker } = globalThis;
  // `updateComplete` waits for the file, which never arrives; the gallery must not.
  Object.defineProperty(element, 'updateComplete', { value: Promise.resolve(true) });
  return {
    element,
    session: null,
    act: async () => {
      Object.assign(globalThis, { Worker: SilentWorker });
      dropFile(element, name, TWO_METERS);
      await shadowPart(element, '[part~=file-progress]');
    },
    cleanUp: () => Object.assign(globalThis, { Worker }),
  };
}

/** A worker that never answers. */
class SilentWorker extends EventTarget {
  postMessage(): void {}
  terminate(): void {}
}

/** Returns a CSV of one day; `rows` returns the lines of each hour. */
function hours(header: string, rows: (start: string, hour: number) => readonly string[]): string {
  const starts = Array.from({ length: 24 }, (_, hour) => `2028-02-14T${String(hour).padStart(2, '0')}:00:00-07:00`);
  return [header, ...starts.flatMap(rows), ''].join('\n');
}
