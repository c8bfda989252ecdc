import type { Format, FormatContext, FormatReading, OwnDetails } from '../files/format.ts';
import type { Series } from '../series.ts';
import { Links } from './links.ts';
import { type Feed, parseFeed } from './parse.ts';
import { type UsagePoint, usagePointsOf } from './usage-points.ts';
import { zonesOfClock } from './zones.ts';

/** Green Button (ESPI) XML: usage points are meters, and each reading type of one is a channel. */
export const greenButtonFormat: Format = {
  recognises: (text) => /^[\s\uFEFF]*</.test(text),
  read: (text, context) => readingOf(readFeed(text), context),
};

/** A parsed feed, its links and its usage points. */
export interface GreenButtonFeed {
  readonly feed: Feed;
  readonly links: Links;
  readonly points: readonly UsagePoint[];
}

/**
 * @throws {DecodeError} `code` is `decode`: it is not well-formed XML, or has no Green Button
 * content.
 */
export function readFeed(xml: string): GreenButtonFeed {
  const feed = parseFeed(xml);
  const links = new Links(feed.entries);
  return { feed, links, points: usagePointsOf(feed, links) };
}

/** Returns what a feed says. */
export function readingOf({ feed, links, points }: GreenButtonFeed, context: FormatContext): FormatReading {
  const { own } = feed;
  const zones = own?.timeZone === undefined ? zonesOf(points, links, context) : new Map<string, string>();
  return {
    format: 'green-button',
    channels: points.flatMap(({ channels }) => channels),
    timeZone: own?.timeZone ?? null,
    zones,
    labels: labelsOf(points),
    own: own === null ? undefined : ownDetailsOf(own),
  };
}

/**
 * Returns the zone of each meter by the clock that its usage point links. Asks if the clock may be
 * that of several zones.
 */
function zonesOf(points: readonly UsagePoint[], links: Links, { ask }: FormatContext): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  for (const { channels, entry, info, meter } of points) {
    const nearMs = lastStart(channels);
    if (Number.isNaN(nearMs) || zones.has(meter)) continue;
    const found = [...new Set(links.clocksOf(entry).flatMap(({ fields }) => zonesOfClock(fields, nearMs)))];
    const [first] = found;
    if (first === undefined) continue;
    zones.set(meter, first);
    // Instants are known, so only the days depend on the zone, and the question has a default.
    const options = found.map((value) => ({ value, names: [], sample: null }));
    if (options.length > 1) ask({ kind: 'time-zone', about: info.title, options, default: first });
  }
  return zones;
}

function lastStart(channels: UsagePoint['channels']): number {
  return channels.reduce((last, { rows }) => (rows.count > 0 ? rows.start[rows.count - 1]! : last), Number.NaN);
}

/** Returns the titles of usage points by their ids, followed by the id if a title occurs twice. */
function labelsOf(points: readonly UsagePoint[]): ReadonlyMap<string, string> {
  const meters = points.filter(({ info, meter }) => info.id === meter);
  return new Map(
    meters
      .filter(({ info }) => info.title !== '')
      .map(({ info: { id, title } }) => {
        const isOnly = meters.every(({ info }) => info.id === id || info.title !== title);
        return [id, isOnly ? title : `${title} (${id})`];
      }),
  );
}

/** Returns what `writeGreenButton` wrote in addition to ESPI. */
function ownDetailsOf(own: Readonly<Record<string, string>>): OwnDetails {
  const minutes = (own.sourceMinutes ?? '')
    .split(' ')
    .map(Number)
    .filter((value) => value > 0);
  return {
    publishedFromMs: Number(own.startMs),
    publishedToMs: Number(own.publishedMs ?? own.endMs),
    untilMs: Number(own.endMs),
    restore: (series: Series) => (minutes.length === 0 ? series : { ...series, sourceMinutes: minutes }),
  };
}
