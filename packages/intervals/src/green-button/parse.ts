import { DecodeError } from '@arc-elements/models';
import { SaxesParser } from 'saxes';
import { parseStamp } from '../stamp.ts';
import { isEstimate, tariffOf } from './codes.ts';

/** One `IntervalBlock`: its entry and its range of readings. */
export interface Block {
  readonly entry: Entry;
  /** Start and length of the whole block in seconds; `NaN` if not stated. */
  startS: number;
  lengthS: number;
  /** Index of its first reading. */
  readonly from: number;
  /** Index after its last reading. */
  to: number;
}

/** An Atom entry with its links. */
export interface Entry {
  /** Name of its content element. */
  kind: string;
  self: string;
  up: string;
  readonly related: string[];
  title: string;
  /** Latest of its publication times, epoch ms; `NaN` if not stated. */
  publishedMs: number;
  /** Leaf elements of the content by name. */
  readonly fields: Record<string, string>;
}

/** The parsed content of a Green Button file. Readings are columns in the order of the file. */
export interface Feed {
  readonly entries: readonly Entry[];
  readonly blocks: readonly Block[];
  readonly readings: {
    readonly start: number[];
    readonly duration: number[];
    readonly value: number[];
    /** 1 for an estimate, 0 for other values, `NaN` if not stated. */
    readonly estimated: number[];
    /** Tariff by the index of the reading, for readings that name one. */
    readonly tariffs: ReadonlyMap<number, string>;
  };
  /**
   * Attributes of the `series` element of `writeGreenButton`, for what ESPI cannot express; `null`
   * in other files.
   */
  readonly own: Readonly<Record<string, string>> | null;
}

/** Content elements that are read. Others are ignored. */
const KINDS = new Set(['UsagePoint', 'LocalTimeParameters', 'MeterReading', 'ReadingType', 'IntervalBlock']);

/**
 * Parses a Green Button XML text in one pass. Namespace prefixes are ignored: files use `espi:`,
 * the default namespace, `ns3:` and none.
 * @throws {DecodeError} `code` is `decode`: not well-formed XML, or no Green Button content in it.
 */
export function parseFeed(xml: string): Feed {
  const parser = new SaxesParser({ position: false, xmlns: false });
  const entries: Entry[] = [];
  const blocks: Block[] = [];
  const start: number[] = [];
  const duration: number[] = [];
  const value: number[] = [];
  const estimated: number[] = [];
  const tariffs = new Map<number, string>();
  let own: Record<string, string> | null = null;
  let entry = newEntry();
  let block: Block | null = null;
  let inReading = false;
  // `start` and `duration` occur in a block's `interval` and in a reading's `timePeriod`.
  let inPeriod = false;
  let readStart = Number.NaN;
  let readDuration = Number.NaN;
  let readValue = Number.NaN;
  let readEstimated = Number.NaN;
  let readTou: string | undefined;
  let readCpp: string | undefined;
  let readTier: string | undefined;
  let text = '';

  parser.on('error', (error) => {
    throw new DecodeError('', `not well-formed XML: ${error.message}`, { cause: error });
  });
  parser.on('text', (chunk) => {
    text = text === '' ? chunk : text + chunk;
  });
  parser.on('cdata', (chunk) => {
    text += chunk;
  });
  parser.on('opentag', (tag) => {
    text = '';
    const name = localName(tag.name);
    // Nearly all elements of a file are inside readings, where no other element of interest begins.
    if (inReading) {
      if (name === 'timePeriod') inPeriod = true;
      return;
    }
    switch (name) {
      case 'IntervalReading':
        inReading = true;
        readStart = Number.NaN;
        readDuration = Number.NaN;
        readValue = Number.NaN;
        readEstimated = Number.NaN;
        readTou = undefined;
        readCpp = undefined;
        readTier = undefined;
        return;
      case 'entry':
        entry = newEntry();
        entries.push(entry);
        return;
      case 'link':
        addLink(entry, tag.attributes);
        return;
      case 'series':
        own = { ...tag.attributes };
        return;
      default:
        if (!KINDS.has(name)) return;
        // Files without Atom have no entries: each content element then stands for one.
        if (entry.kind !== '' && (name !== 'IntervalBlock' || entry.kind !== name)) {
          entry = newEntry();
          entries.push(entry);
        }
        if (entries.length === 0) entries.push(entry);
        entry.kind = name;
        if (name === 'IntervalBlock') {
          block = { entry, startS: Number.NaN, lengthS: Number.NaN, from: start.length, to: start.length };
          blocks.push(block);
        }
    }
  });
  parser.on('closetag', (tag) => {
    const name = localName(tag.name);
    if (inReading) {
      switch (name) {
        case 'start':
          if (inPeriod) readStart = secondsIn(text);
          break;
        case 'duration':
          if (inPeriod) readDuration = numberIn(text);
          break;
        case 'value':
          readValue = numberIn(text);
          break;
        // `ReadingQuality` contains `quality`; some files have a word in its place.
        case 'quality':
        case 'readingQuality':
        case 'ReadingQuality': {
          const quality = text.trim();
          // A reading may have several qualities. It is an estimate if one of them says so.
          if (quality !== '' && readEstimated !== 1) readEstimated = isEstimate(quality) ? 1 : 0;
          break;
        }
        case 'tou':
          readTou = text.trim();
          break;
        case 'cpp':
          readCpp = text.trim();
          break;
        case 'consumptionTier':
        case 'tier':
          readTier = text.trim();
          break;
        case 'timePeriod':
          inPeriod = false;
          break;
        case 'IntervalReading':
          if (readTou !== undefined || readCpp !== undefined || readTier !== undefined) {
            const tariff = tariffOf(readTou, readCpp, readTier);
            if (tariff !== '') tariffs.set(start.length, tariff);
          }
          start.push(readStart);
          duration.push(readDuration);
          value.push(readValue);
          estimated.push(readEstimated);
          if (block !== null) block.to = start.length;
          inReading = false;
          break;
      }
    } else if (name === 'published' || name === 'updated') {
      const ms = Date.parse(text.trim());
      if (!Number.isNaN(ms)) entry.publishedMs = Math.max(ms, Number.isNaN(entry.publishedMs) ? ms : entry.publishedMs);
    } else if (name === 'title') {
      if (entry.title === '') entry.title = text.trim();
    } else if (name === 'IntervalBlock') block = null;
    else if (block !== null && name === 'start') block.startS = secondsIn(text);
    else if (block !== null && name === 'duration') block.lengthS = numberIn(text);
    else if (tag.isSelfClosing !== true && text.trim() !== '') entry.fields[name] = text.trim();
    text = '';
  });
  // Downloads may have a byte-order mark and blank lines before the XML declaration, which XML
  // forbids.
  parser.write(xml.trimStart()).close();
  if (blocks.length === 0 && !entries.some(({ kind }) => KINDS.has(kind))) {
    throw new DecodeError('', 'no Green Button content: no UsagePoint, MeterReading or IntervalBlock element');
  }
  return { entries, blocks, readings: { start, duration, value, estimated, tariffs }, own };
}

/**
 * Returns the number in a text; `NaN` for any other text, and for white space, which `Number` reads
 * as zero.
 */
function numberIn(text: string): number {
  const value = Number(text);
  return value === 0 && text.trim() === '' ? Number.NaN : value;
}

/** Later than any reading in epoch seconds, earlier than any in epoch milliseconds. */
const EARLIEST_IN_MS = 1e11;

/**
 * Returns an instant in epoch seconds, as ESPI has them. Some files have milliseconds, or a date
 * with its offset.
 */
function secondsIn(text: string): number {
  const value = numberIn(text);
  if (Number.isNaN(value)) return parseStamp(text.trim()) / 1000;
  return value >= EARLIEST_IN_MS ? value / 1000 : value;
}

function newEntry(): Entry {
  return { kind: '', self: '', up: '', related: [], title: '', publishedMs: Number.NaN, fields: {} };
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function addLink(entry: Entry, attributes: Readonly<Record<string, string>>): void {
  const { rel, href } = attributes;
  if (href === undefined) return;
  const path = pathOf(href);
  if (rel === 'self') entry.self = path;
  else if (rel === 'up') entry.up = path;
  else entry.related.push(path);
}

/**
 * Returns the path of a link. Files mix absolute and relative links, so they are compared by path.
 */
function pathOf(href: string): string {
  return href
    .trim()
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/^\/+|\/+$/g, '');
}
