import { aggregate } from '../aggregate.ts';
import { AWAITING, ESTIMATED } from '../quality.ts';
import { firstSlotFrom, type Series, slotEndMs, slotStartMs } from '../series.ts';
import { encodeDstRule, localTimeOf } from './dst-rule.ts';

/** Options of `writeGreenButton`. */
export interface WriteGreenButtonOptions {
  /** Name of the usage point; default `Electricity`. Escaped. */
  readonly title?: string | undefined;
  /**
   * Publication time of all entries, epoch ms; default the end of the series, so that the same
   * series gives the same bytes.
   */
  readonly updatedMs?: number | undefined;
}

/**
 * Namespace of an element with what is needed to read back an equal series. ESPI readers skip it.
 */
const OWN_NAMESPACE = 'https://arc-elements.dev/ns/series';
/** ESPI values are 48-bit integers. */
const MAX_VALUE = 2 ** 47;
/** Powers of ten of ESPI, from coarse to fine. Source: NAESB REQ.21, `UnitMultiplierKind`. */
const POWERS = [0, -3, -6, -9, -12] as const;

interface ChannelToWrite {
  readonly id: string;
  readonly title: string;
  readonly flow: number;
  readonly kwh: Float64Array;
}

/**
 * Returns the series as Green Button (ESPI) XML: one usage point, a reading type each for import
 * and export, a block for each local day, quality 8 for estimates, and the clock rules of the zone.
 * Missing slots are left out, as ESPI requires. Values are whole numbers at the coarsest power of
 * ten that loses no digits; at the finest, at most 1e-12 kWh are lost.
 */
export function writeGreenButton(series: Series, options: WriteGreenButtonOptions = {}): string {
  const stamp = new Date(options.updatedMs ?? series.endMs).toISOString();
  const title = escapeXml(options.title ?? 'Electricity');
  const channels: ChannelToWrite[] = [];
  if (series.importMeasured) channels.push({ id: '1', title: 'Import', flow: 1, kwh: series.importKwh });
  if (series.exportMeasured) channels.push({ id: '2', title: 'Export', flow: 19, kwh: series.exportKwh });
  const out: string[] = [];
  let entries = 0;
  const entry = (self: string, up: string, related: readonly string[], name: string, content: string) => {
    entries++;
    const links = related.map((href) => `<link rel="related" href="${href}"/>`).join('');
    out.push(
      `<entry><id>urn:uuid:${uuid(entries)}</id><link rel="self" href="${self}"/>` +
        `<link rel="up" href="${up}"/>${links}<title>${name}</title><content>${content}</content>` +
        `<published>${stamp}</published><updated>${stamp}</updated></entry>\n`,
    );
  };
  const point = '/espi/1_1/resource/UsagePoint/1';
  out.push(
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:${uuid(0)}</id>`,
    `<title>${title}</title><updated>${stamp}</updated>\n`,
    ownElement(series),
  );
  entry(
    point,
    '/espi/1_1/resource/UsagePoint',
    [`${point}/MeterReading`, '/espi/1_1/resource/LocalTimeParameters/1'],
    title,
    '<UsagePoint xmlns="http://naesb.org/espi"><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint>',
  );
  entry(
    '/espi/1_1/resource/LocalTimeParameters/1',
    '/espi/1_1/resource/LocalTimeParameters',
    [],
    'Clock',
    clockOf(series),
  );
  for (const channel of channels) writeChannel(series, channel, point, entry);
  out.push('</feed>\n');
  return out.join('');
}

function writeChannel(
  series: Series,
  channel: ChannelToWrite,
  point: string,
  entry: (self: string, up: string, related: readonly string[], name: string, content: string) => void,
): void {
  const self = `${point}/MeterReading/${channel.id}`;
  const type = `/espi/1_1/resource/ReadingType/${channel.id}`;
  const power = powerFor(channel.kwh);
  const seconds = (series.stepMs ?? 0) / 1000;
  entry(
    self,
    `${point}/MeterReading`,
    [`${self}/IntervalBlock`, type],
    channel.title,
    '<MeterReading xmlns="http://naesb.org/espi"/>',
  );
  entry(
    type,
    '/espi/1_1/resource/ReadingType',
    [],
    `${channel.title} kWh`,
    '<ReadingType xmlns="http://naesb.org/espi"><accumulationBehaviour>4</accumulationBehaviour>' +
      `<commodity>1</commodity><dataQualifier>12</dataQualifier><flowDirection>${channel.flow}</flowDirection>` +
      `<intervalLength>${seconds}</intervalLength>` +
      `<kind>12</kind><powerOfTenMultiplier>${power}</powerOfTenMultiplier><uom>72</uom></ReadingType>`,
  );
  const days = aggregate(series, 'day');
  for (let k = 0; k < days.length; k++) {
    const from = firstSlotFrom(series, days.starts[k]!);
    const block = blockOf(series, channel.kwh, from, from + days.slots[k]!, power);
    if (block !== '') entry(`${self}/IntervalBlock/${k + 1}`, `${self}/IntervalBlock`, [], 'Readings', block);
  }
}

function blockOf(series: Series, kwh: Float64Array, from: number, to: number, power: number): string {
  const rows: string[] = [];
  for (let i = from; i < to; i++) {
    const value = kwh[i]!;
    if (Number.isNaN(value)) continue;
    const start = slotStartMs(series, i);
    const quality = series.quality[i] === ESTIMATED ? '<ReadingQuality><quality>8</quality></ReadingQuality>' : '';
    rows.push(
      `<IntervalReading>${quality}<timePeriod><duration>${(slotEndMs(series, i) - start) / 1000}</duration>` +
        `<start>${start / 1000}</start></timePeriod><value>${integerOf(value, power)}</value></IntervalReading>\n`,
    );
  }
  if (rows.length === 0) return '';
  const start = slotStartMs(series, from);
  const seconds = (slotEndMs(series, to - 1) - start) / 1000;
  return (
    `<IntervalBlock xmlns="http://naesb.org/espi"><interval><duration>${seconds}</duration>` +
    `<start>${start / 1000}</start></interval>\n` +
    `${rows.join('')}</IntervalBlock>`
  );
}

function integerOf(kwh: number, power: number): number {
  return Math.round(kwh * 10 ** (3 - power));
}

/**
 * Returns the coarsest power of ten at which every value is read back exactly; else the finest that
 * fits 48 bits.
 */
function powerFor(kwh: Float64Array): number {
  let largest = 0;
  for (const value of kwh) if (Math.abs(value) > largest) largest = Math.abs(value);
  let finest: number = POWERS[0];
  for (const power of POWERS) {
    const scale = 10 ** (3 - power);
    if (largest * scale >= MAX_VALUE) break;
    finest = power;
    let exact = true;
    for (let i = 0; exact && i < kwh.length; i++) {
      const value = kwh[i]!;
      exact = Number.isNaN(value) || Math.round(value * scale) / scale === value;
    }
    if (exact) break;
  }
  return finest;
}

function clockOf(series: Series): string {
  const local = localTimeOf(series.timeZone, series.startMs);
  // In ESPI a rule with all bits set means that the clocks do not change.
  const rule = (value: typeof local.start) => (value === null ? 'FFFFFFFF' : encodeDstRule(value));
  return (
    `<LocalTimeParameters xmlns="http://naesb.org/espi"><dstEndRule>${rule(local.end)}</dstEndRule>` +
    `<dstOffset>${local.dstMs / 1000}</dstOffset><dstStartRule>${rule(local.start)}</dstStartRule>` +
    `<tzOffset>${local.standardMs / 1000}</tzOffset></LocalTimeParameters>`
  );
}

function ownElement(series: Series): string {
  let last = series.length;
  while (last > 0 && series.quality[last - 1] === AWAITING) last--;
  return (
    `<arc:series xmlns:arc="${OWN_NAMESPACE}" timeZone="${escapeXml(series.timeZone)}" startMs="${series.startMs}" ` +
    `publishedMs="${slotStartMs(series, last)}" endMs="${series.endMs}" ` +
    `sourceMinutes="${series.sourceMinutes.join(' ')}"/>\n`
  );
}

/**
 * Returns the id of an entry, a UUID with a number, so that the same series gives the same text.
 */
function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
