import { SaxesParser } from 'saxes';
import { generator } from './random.ts';

/**
 * Returns a feed of quarter hours from `startMs` on as utilities write it: daily blocks, each
 * element on a line of its own, with quality and cost.
 */
export function espi(count: number, startMs: number): string {
  const random = generator(13);
  const base = 'https://utility.example/DataCustodian/espi/1_1/resource/RetailCustomer/1/UsagePoint/1';
  const entry = (self: string, up: string, related: string, content: string) => `
  <entry>
    <id>urn:uuid:${self.length}-${content.length}</id>
    <link rel="self" href="${self}"/>
    <link rel="up" href="${up}"/>
    <link rel="related" href="${related}"/>
    <title/>
    <content>${content}
    </content>
    <published>2025-01-01T09:00:00Z</published>
    <updated>2025-01-01T09:00:00Z</updated>
  </entry>`;
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:espi="http://naesb.org/espi">',
    entry(
      base,
      base.slice(0, -2),
      `${base}/MeterReading`,
      '<espi:UsagePoint><espi:ServiceCategory><espi:kind>0</espi:kind></espi:ServiceCategory></espi:UsagePoint>',
    ),
    entry(`${base}/MeterReading/1`, `${base}/MeterReading`, '/ReadingType/1', '<espi:MeterReading/>'),
    entry(
      '/ReadingType/1',
      '/ReadingType',
      '/ReadingType',
      '<espi:ReadingType><espi:flowDirection>1</espi:flowDirection><espi:intervalLength>900</espi:intervalLength>' +
        '<espi:powerOfTenMultiplier>-3</espi:powerOfTenMultiplier><espi:uom>72</espi:uom></espi:ReadingType>',
    ),
  ];
  for (let i = 0; i < count; i += 96) {
    const readings: string[] = [];
    for (let k = i; k < Math.min(i + 96, count); k++) {
      readings.push(`
  <espi:IntervalReading>
    <espi:cost>${Math.floor(random() * 90_000)}</espi:cost>
    <espi:ReadingQuality>
      <espi:quality>17</espi:quality>
    </espi:ReadingQuality>
    <espi:timePeriod>
      <espi:duration>900</espi:duration>
      <espi:start>${startMs / 1000 + k * 900}</espi:start>
    </espi:timePeriod>
    <espi:value>${Math.floor(random() * 2_000_000)}</espi:value>
  </espi:IntervalReading>`);
    }
    const own = `${base}/MeterReading/1/IntervalBlock`;
    parts.push(
      entry(
        `${own}/${i / 96}`,
        own,
        own,
        `\n      <espi:IntervalBlock>${readings.join('')}\n      </espi:IntervalBlock>`,
      ),
    );
  }
  return `${parts.join('')}\n</feed>\n`;
}

/** Runs only the XML parser, with handlers that do nothing. */
export function parseOnly(xml: string): number {
  const parser = new SaxesParser({ position: false, xmlns: false });
  let count = 0;
  parser.on('opentag', () => {
    count++;
  });
  parser.on('text', () => {
    count++;
  });
  parser.on('closetag', () => {
    count++;
  });
  parser.write(xml).close();
  return count;
}
