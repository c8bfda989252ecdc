import { DecodeError } from '@arc-elements/models';
import { isJson } from '../../body.ts';
import type { Format, FormatContext, FormatReading } from '../format.ts';
import { mergeChannels } from '../merge.ts';
import { type List, listsIn } from './lists.ts';
import { documentIn } from './parse.ts';
import { plugReadingOf } from './plug.ts';
import { draftsOf } from './rows.ts';
import { channelsOfDrafts } from './times.ts';

/**
 * JSON of interval data: bodies of the platform's interval endpoints, of UtilityAPI, and any other
 * with a list of objects that have times and values under known names. Also JSON Lines.
 */
export const jsonFormat: Format = {
  recognises: (text) => /^\s*[[{]/.test(text),
  read(text, context) {
    const document = documentIn(text);
    return plugReadingOf(document) ?? readLists(document, context);
  },
};

function readLists(document: unknown, context: FormatContext): FormatReading {
  const lists = listsIn(document);
  if (lists.length === 0) throw new DecodeError('', nothingIn(document));
  const timeZone = lists.find(({ about }) => about.timeZone !== null)?.about.timeZone ?? null;
  const found = lists.map((list) => {
    const zone = context.choices['time-zone'] ?? list.about.timeZone ?? context.timeZone;
    return channelsOfDrafts(draftsOf(list), zone, context) ?? { channels: [], isLocal: false };
  });
  const channels = mergeChannels(found.map((each) => each.channels));
  const isLocal = found.some((each) => each.isLocal);
  return { format: isUtilityApi(lists) ? 'utility-api' : 'json', channels, timeZone, isLocal };
}

/**
 * Source: UtilityAPI, Intervals: `intervals[]` with `readings[]` of `start`, `end`, `kwh`,
 * `datapoints[]`.
 */
function isUtilityApi(lists: readonly List[]): boolean {
  return lists.some(({ path }) => /(?:^|\.)intervals\[\d+\]\.readings$/.test(path));
}

function nothingIn(document: unknown): string {
  const first = Array.isArray(document) ? document.find(isJson) : document;
  const keys = isJson(first) ? Object.keys(first).slice(0, 10).join(', ') : '';
  const found = keys === '' ? '' : ` (its keys: ${keys})`;
  return `it is JSON without a list of objects that have a time and a value${found}`;
}
