/**
 * Prints a digest of everything that the package computes from one body. It must not depend on
 * `TZ`.
 */
import { createHash } from 'node:crypto';
import {
  aggregate,
  comparePeriods,
  heatmap,
  loadDuration,
  normalize,
  profile,
  readCsv,
  readGreenButton,
  readIntervals,
  summarize,
  timeOfUseTotals,
  totalsByLocalDay,
  totalsByLocalMonth,
  writeCsv,
  writeGreenButton,
} from '../index.ts';
import { body, wireRow } from './arbitrary.ts';

const hash = createHash('sha256');
const add = (value: unknown) =>
  hash.update(
    JSON.stringify(value, (_, item: unknown) =>
      ArrayBuffer.isView(item) ? Array.from(item as Float64Array, String) : item,
    ),
  );

for (const zone of ['America/Los_Angeles', 'Australia/Lord_Howe']) {
  const start = Date.UTC(2024, 2, 1);
  const rows = [];
  for (let i = 0; i < 100 * 24; i++)
    if (i % 97 !== 0) rows.push(wireRow(start + i * 3 * 3_600_000, 180, (i * 7919) % 13));
  rows.push(wireRow(start + 1800_000, 15, 1, 'export'), {
    ...wireRow(0, 1, 1),
    startAt: '2024-11-03T01:30:00',
    endAt: '2024-11-03T02:30:00',
  });
  const { series, receipt } = readIntervals(body(rows, zone));
  add([series, receipt, normalize(series), summarize(series)]);
  for (const unit of ['hour', 'day', 'week', 'month'] as const) add(aggregate(series, unit));
  add([totalsByLocalDay(series), totalsByLocalMonth(series), heatmap(series), loadDuration(series)]);
  for (const group of profile(series, { by: 'day-type' }).groups)
    add([group.key, group.import, group.export, group.net]);
  add(
    comparePeriods(series, { alignment: 'weekday', from: '2024-11-01', to: '2024-11-08', earlierFrom: '2024-10-01' }),
  );
  add(timeOfUseTotals(series, { rules: [{ band: 'peak', weekdays: [1, 2, 3], fromMinute: 990, toMinute: 1250 }] }));
  add([
    writeCsv(series),
    writeGreenButton(series),
    readCsv(writeCsv(series)),
    readGreenButton(writeGreenButton(series)).receipt,
  ]);
  add(
    readCsv(
      'TYPE,DATE,START TIME,END TIME,USAGE (kWh)\nElectric,11/3/2024,01:00,01:59,1\nElectric,11/3/2024,01:00,01:59,2',
      { timeZone: zone },
    ),
  );
}
process.stdout.write(hash.digest('hex'));
