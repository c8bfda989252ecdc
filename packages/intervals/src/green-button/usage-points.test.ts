import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMeterFile } from '../files/read-meter-file.ts';
import { readGreenButton } from '../index.ts';
import { feed, point, readings } from '../testing/green-button-xml.ts';

const energy = (id: number, wh: readonly number[]) => point({ id, title: `Energy ${id}` }, readings(wh));
const demand = (id: number, watts: readonly number[]) =>
  point({ id, title: `Demand ${id}`, uom: 38, flow: 0, fields: { kind: 8 } }, readings(watts));

/** Returns the meters by their labels, with their energy and the number of their columns. */
function metersOf(...parts: readonly string[]) {
  const { meters } = readMeterFile(feed(...parts));
  return meters.map(({ columns, label, receipt }) => [label, receipt.importKwh, columns.length]);
}

describe('usage points of a Green Button file', () => {
  it('are one meter if the second has the demand of the first, in either order', () => {
    const parts = [energy(1, [1000, 3000]), demand(2, [1000, 3000])];
    assert.deepEqual(metersOf(...parts), [['Energy 1', 4, 2]]);
    assert.deepEqual(metersOf(...parts.toReversed()), [['Energy 1', 4, 2]]);
  });

  it('are one meter if the second has peaks above the average power of the first', () => {
    assert.deepEqual(metersOf(energy(1, [1000, 3000]), demand(2, [1500, 3100])), [['Energy 1', 4, 2]]);
  });

  it('are two meters if the power of the second is larger, and not called demand', () => {
    const power = point({ id: 2, title: 'Power 2', uom: 38 }, readings([1500, 3100]));
    assert.deepEqual(metersOf(energy(1, [1000, 3000]), power), [
      ['Energy 1', 4, 1],
      ['Power 2', 4.6, 1],
    ]);
  });

  it('are two meters if the power of the second is too low for the energy of the first', () => {
    assert.deepEqual(metersOf(energy(1, [1000, 3000]), demand(2, [1500, 200])), [
      ['Energy 1', 4, 1],
      ['Demand 2', 1.7, 1],
    ]);
  });

  it('have each the demand that agrees with their energy', () => {
    const parts = [energy(1, [5000, 6000]), energy(2, [1000, 2000]), demand(3, [5000, 6000]), demand(4, [1000, 2000])];
    assert.deepEqual(metersOf(...parts), [
      ['Energy 1', 11, 2],
      ['Energy 2', 3, 2],
    ]);
  });

  it('stay separate meters if it is unclear whose demand they have', () => {
    const meters = metersOf(energy(1, [1000]), energy(2, [1000]), demand(3, [1000]));
    assert.deepEqual(
      meters.map(([label]) => label),
      ['Energy 1', 'Energy 2', 'Demand 3'],
    );
  });

  it('are one meter with power alone', () => {
    assert.deepEqual(metersOf(demand(1, [2000, 2000])), [['Demand 1', 4, 1]]);
  });

  it('are no meters when they have neither energy nor power', () => {
    const volts = point({ id: 2, title: 'Voltage', uom: 29 }, readings([240]));
    const reactive = point({ id: 3, title: 'Reactive', uom: 73 }, readings([50]));
    assert.deepEqual(metersOf(energy(1, [1000]), volts, reactive), [['Energy 1', 1, 3]]);
    const { meters } = readMeterFile(feed(energy(1, [1000]), energy(4, [2000]), volts));
    assert.deepEqual(
      meters.map(({ label, receipt }) => [label, receipt.notes.some(({ code }) => code === 'left-out')]),
      [
        ['Energy 1', true],
        ['Energy 4', true],
      ],
    );
  });

  it('are read by the id or index of the demand, too', () => {
    const xml = feed(energy(1, [1000]), demand(2, [1000]));
    const { usagePoints } = readGreenButton(xml);
    for (const usagePoint of [1, usagePoints[1]!.id])
      assert.equal(readGreenButton(xml, { usagePoint }).receipt.importKwh, 1);
  });

  it('are named by the first title of their entry', () => {
    const titled = (titles: string) =>
      feed(point({ id: 1 }, readings([1000])).replace('<title>Point 1</title>', titles));
    const labels = (xml: string) => readMeterFile(xml).meters.map(({ label }) => label);
    assert.deepEqual(labels(titled('<title> Home </title><title>Account 7</title>')), ['Home']);
    assert.deepEqual(labels(titled('<title> </title><title>Account 7</title>')), ['Account 7']);
  });

  it('are found by links to what is above, if entries have no address of their own and are in any order', () => {
    const [first, second] = [1, 2].map((id) => point({ id }, readings([id * 1000])).match(/<entry>.*?<\/entry>/gs)!);
    const [firstPoint, ...firstReadings] = first!;
    const [secondPoint, ...secondReadings] = second!;
    const withoutAddress = (entry: string) =>
      entry.includes('ReadingType>') ? entry : entry.replace(/<link rel="self"[^>]*>/, '');
    const xml = [firstPoint!, secondPoint!, ...[...secondReadings, ...firstReadings].map(withoutAddress)];
    assert.deepEqual(metersOf(...xml), [
      ['Point 1', 1, 1],
      ['Point 2', 2, 1],
    ]);
  });

  it('are distinguished if they have the same title, or no links', () => {
    const twins = [1, 2].map((id) => point({ id, title: 'Home' }, readings([id * 1000])));
    const { questions } = readMeterFile(feed(...twins));
    const names = questions[0]?.options.flatMap((option) => option.names);
    assert.deepEqual(names, ['Home (RetailCustomer/1/UsagePoint/1)', 'Home (RetailCustomer/1/UsagePoint/2)']);
    const bare = [1, 2].map(
      (wh) =>
        `<UsagePoint/><MeterReading/><ReadingType><uom>72</uom></ReadingType><IntervalBlock>${readings([wh * 1000]).replaceAll('espi:', '')}</IntervalBlock>`,
    );
    assert.deepEqual(
      readMeterFile(`<Feed>${bare.join('')}</Feed>`).meters.map(({ receipt }) => receipt.importKwh),
      [1, 2],
    );
  });
});
