/** Start of slot 0, epoch seconds: 2013-01-01T08:00:00Z. */
export const START = 1_357_027_200;

/** A usage point with one meter reading. Its paths are made of `id` and `type`. */
export interface PointOptions {
  readonly id: number;
  /** Kind of service; `null` leaves the service category out. */
  readonly kind?: number | null;
  readonly flow?: number | string;
  /** `null` leaves the unit out. */
  readonly uom?: number | string | null;
  readonly power?: number;
  readonly length?: number;
  readonly behaviour?: number;
  /** Number of the meter reading, if the usage point has several. */
  readonly type?: number;
  readonly title?: string;
  readonly typeTitle?: string;
  /** Further elements of the reading type: `{ tou: 1 }`. */
  readonly fields?: Readonly<Record<string, string | number>>;
  /** Number of the clock that the usage point links. */
  readonly clock?: number;
}

const element = (name: string, value: string | number): string => `<espi:${name}>${value}</espi:${name}>`;

const qualityOf = (code: number): string => `<espi:ReadingQuality>${element('quality', code)}</espi:ReadingQuality>`;

/**
 * Returns one reading of a slot that is `length` seconds long, with the elements `inside` before
 * its time.
 */
export const reading = (slot: number, value: number | string, quality?: number, length = 3600, inside = ''): string =>
  `<espi:IntervalReading>${quality === undefined ? '' : qualityOf(quality)}<espi:cost>974</espi:cost>${inside}` +
  `<espi:timePeriod>${element('duration', length)}${element('start', START + slot * length)}</espi:timePeriod>` +
  `<espi:value>${value}</espi:value></espi:IntervalReading>`;

/** Returns readings of consecutive slots. */
export const readings = (values: readonly (number | string)[], length = 3600, from = 0): string =>
  values.map((value, i) => reading(from + i, value, undefined, length)).join('');

/** Removes the lengths of readings. */
export const withoutDurations = (xml: string): string => xml.replace(/<espi:duration>\d+<\/espi:duration>/g, '');

/** Returns the entries of a usage point with one meter reading, with links. */
export function point(options: PointOptions, rows: string): string {
  const { id, kind = 0, flow = 1, uom = 72, power = 0, length = 3600, behaviour = 4, type = id, fields = {} } = options;
  const { title = `Point ${id}`, typeTitle = '', clock } = options;
  const base = `https://utility.example/RetailCustomer/1/UsagePoint/${id}`;
  const reads = `${base}/MeterReading/${type}`;
  const service = kind === null ? '' : `<espi:ServiceCategory>${element('kind', kind)}</espi:ServiceCategory>`;
  const clockLink = clock === undefined ? '' : `<link rel="related" href="/LocalTimeParameters/${clock}"/>`;
  const codes = {
    accumulationBehaviour: behaviour,
    flowDirection: flow,
    intervalLength: length,
    powerOfTenMultiplier: power,
    ...(uom === null ? {} : { uom }),
    ...fields,
  };
  return `
  <entry><link rel="self" href="${base}"/><link rel="up" href="https://utility.example/RetailCustomer/1/UsagePoint"/>
    <link rel="related" href="${base}/MeterReading"/>${clockLink}<title>${title}</title>
    <content><espi:UsagePoint>${service}</espi:UsagePoint></content></entry>
  <entry><link rel="self" href="${reads}"/><link rel="up" href="${base}/MeterReading"/>
    <link rel="related" href="/ReadingType/${id}${type}"/>
    <content><espi:MeterReading/></content></entry>
  <entry><link rel="self" href="https://utility.example/ReadingType/${id}${type}"/><title>${typeTitle}</title>
    <content><espi:ReadingType>${Object.entries(codes)
      .map(([name, value]) => element(name, value))
      .join('')}</espi:ReadingType></content></entry>
  <entry><link rel="self" href="${reads}/IntervalBlock/1"/><link rel="up" href="${reads}/IntervalBlock"/>
    <content><espi:IntervalBlock><espi:interval>${element('duration', 86_400)}${element('start', START)}</espi:interval>
      ${rows}</espi:IntervalBlock></content></entry>`;
}

/** Returns the entry of a clock, by default with the rules of the United States since 2007. */
export function clock(fields: Readonly<Record<string, string | number>>, number = 1): string {
  const codes = Object.entries({ dstEndRule: 'B40E2000', dstOffset: 3600, dstStartRule: '360E2000', ...fields });
  return `<entry><link rel="self" href="/LocalTimeParameters/${number}"/><link rel="up" href="/LocalTimeParameters"/>
    <content><espi:LocalTimeParameters>${codes
      .filter(([, value]) => value !== '')
      .map(([name, value]) => element(name, value))
      .join('')}</espi:LocalTimeParameters></content></entry>`;
}

/** Returns a file with these entries. */
export const feed = (...parts: readonly string[]): string =>
  '<?xml version="1.0" encoding="UTF-8"?><!-- a download -->' +
  '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:espi="http://naesb.org/espi">' +
  `<title>Green Button</title>${parts.join('')}</feed>`;
