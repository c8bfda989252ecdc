import { createCalendar } from '../calendar.ts';
import { two } from '../civil.ts';
import { QUALITY_WORDS } from '../quality.ts';
import { type Series, slotEndMs, slotStartMs, slotsIn, type TimeRange } from '../series.ts';
import { MINUTE_MS } from '../zone.ts';

/** Options of `writeCsv`. */
export interface WriteCsvOptions {
  /** Only slots that start in it. */
  readonly range?: TimeRange | undefined;
}

/**
 * Returns the series as CSV (RFC 4180, UTF-8 without a byte-order mark): both ends of each interval
 * with offsets, units and zone in the header, empty cells where nothing is known, and a quality
 * column. Numbers have all their digits, so that `readCsv` returns the same series. Columns of
 * export and net are left out if they were not measured.
 */
export function writeCsv(series: Series, options: WriteCsvOptions = {}): string {
  const { timeZone, stepMs, sourceMinutes } = series;
  const columns: [string, Float64Array][] = [];
  if (series.importMeasured || !series.exportMeasured) columns.push(['import (kWh)', series.importKwh]);
  if (series.exportMeasured) columns.push(['export (kWh)', series.exportKwh]);
  if (series.netKwh !== series.exportKwh) columns.push(['net (kWh)', series.netKwh]);
  const slotIsSource = sourceMinutes.length === 1 && stepMs !== null && sourceMinutes[0] === stepMs / MINUTE_MS;
  const quality = slotIsSource || stepMs === null ? 'quality' : `quality (source ${sourceMinutes.join(' ')} min)`;
  const header = [`start (${timeZone})`, `end (${timeZone})`, ...columns.map(([name]) => name), quality];
  if (series.coveredMs !== null) header.push('covered (min)');
  const lines = [header.join(',')];
  const text = stampWriter(timeZone);
  const [from, to] = slotsIn(series, options.range);
  for (let i = from; i < to; i++) {
    let line = `${text(slotStartMs(series, i))},${text(slotEndMs(series, i))}`;
    for (const [, column] of columns) {
      const kwh = column[i]!;
      line += Number.isNaN(kwh) ? ',' : `,${kwh}`;
    }
    line += `,${QUALITY_WORDS[series.quality[i] as 0 | 1 | 2 | 3]}`;
    if (series.coveredMs !== null) line += `,${series.coveredMs[i]! / MINUTE_MS}`;
    lines.push(line);
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Writes instants as local RFC 3339 times, whole seconds where possible. */
function stampWriter(timeZone: string): (ms: number) => string {
  const calendar = createCalendar(timeZone);
  let dayStart = Number.NaN;
  let dayEnd = Number.NaN;
  let day = '';
  return (ms) => {
    if (!(ms >= dayStart && ms < dayEnd)) {
      day = calendar.day(ms);
      dayStart = calendar.startOfDay(ms);
      dayEnd = calendar.addDays(dayStart, 1);
      // A clock that is set back over midnight shows the date before again. Then nothing is cached.
      if (calendar.day(dayStart) !== day) dayEnd = dayStart;
    }
    const { hour, minute, second } = calendar.parts(ms);
    const offset = calendar.offsetMinutesAt(ms);
    const size = Math.abs(offset);
    const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(Math.floor(size % 60))}`;
    const fraction = ms % 1000 === 0 ? '' : `.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}`;
    return `${day}T${two(hour)}:${two(minute)}:${two(second)}${fraction}${zone}`;
  };
}
