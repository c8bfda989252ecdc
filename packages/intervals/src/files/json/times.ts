import { DecodeError } from '@arc-elements/models';
import { type Channel, Rows } from '../channel.ts';
import type { FormatContext } from '../format.ts';
import {
  type DateOrder,
  dateOrderOf,
  instantsOfEnds,
  instantsOfLocal,
  type LocalInstants,
  type StampReader,
  stampReaderOf,
} from '../times/index.ts';
import type { Draft } from './rows.ts';

/**
 * Reads the times of channels, which all have one form.
 * @param zone - Zone of times without an offset; `null` if it is not known.
 * @returns The channels, and whether their times have no offset; `null` if the times are ambiguous
 * and a question was asked.
 * @throws {DecodeError} They are not times.
 */
export function channelsOfDrafts(
  drafts: readonly Draft[],
  zone: string | null,
  context: FormatContext,
): { readonly channels: readonly Channel[]; readonly isLocal: boolean } | null {
  const starts = drafts.flatMap((draft) => draft.starts);
  const ends = drafts.flatMap((draft) => draft.ends);
  const order = orderOf([...starts, ...ends], context);
  if (order === null) return null;
  const start = stampReaderOf(filled(starts), order);
  const end = stampReaderOf(filled(ends), order);
  if (start === null && end === null) {
    const example = filled([...starts, ...ends])[0];
    throw new DecodeError('', `"${example ?? ''}" is not a time that can be read`);
  }
  // 24:00 is an end, and so are all other times.
  const areEnds = end === null && starts.some((cell) => /\b24:00/.test(cell));
  const channels: Channel[] = [];
  const zones = new Set<string>();
  let isLocal = false;
  for (const draft of drafts) {
    const values = Float64Array.from(draft.values);
    const from = columnOf(start, draft.starts, zone, values);
    const to = columnOf(end, draft.ends, zone, values);
    isLocal ||= from.local !== null || to.local !== null;
    // If there are only ends, theirs is the result.
    const { standardTime, zones: asked } = from.local ?? to.local ?? NOTHING;
    for (const each of asked) zones.add(each);
    if (standardTime > 0) context.notes.add('standard-time', standardTime, draft.about.label);
    const ends = endsOf(to, from, zone);
    const rows = new Rows();
    values.forEach((value, i) => {
      if (areEnds) rows.push(Number.NaN, from.instants[i]!, value, draft.estimated[i]);
      else rows.push(from.instants[i]!, ends[i]!, value, draft.estimated[i]);
    });
    channels.push({ ...draft.about, rows });
  }
  if (zones.size === 0) return { channels, isLocal };
  const options = [...zones].map((value) => ({ value, names: [], sample: null }));
  context.ask({ kind: 'time-zone', about: '', options, default: null });
  return null;
}

const NOTHING: Pick<LocalInstants, 'standardTime' | 'zones'> = { standardTime: 0, zones: [] };

const filled = (cells: readonly string[]): readonly string[] => cells.filter((cell) => cell !== '');

function orderOf(cells: readonly string[], { choices, ask }: FormatContext): DateOrder | null {
  const chosen = choices['date-order'];
  if (chosen === 'day-first' || chosen === 'month-first') return chosen;
  const order = dateOrderOf(cells);
  if (order === null) {
    const options = ['day-first', 'month-first'].map((value) => ({ value, names: [], sample: null }));
    ask({ kind: 'date-order', about: cells[0] ?? '', options, default: null });
  }
  return order;
}

interface Column {
  readonly instants: Float64Array;
  /** Local times as if they were UTC; `NaN` for instants. */
  readonly localTimes: Float64Array;
  /** `null` if no cell is a local time. */
  readonly local: LocalInstants | null;
}

function columnOf(
  reader: StampReader | null,
  cells: readonly string[],
  zone: string | null,
  values: Float64Array,
): Column {
  const read = (of: ((cell: string) => number) | undefined): Float64Array =>
    Float64Array.from(cells, (cell) => (of === undefined || cell === '' ? Number.NaN : of(cell)));
  const localTimes = read(reader?.localOf);
  const instants = read(reader?.instantOf);
  if (localTimes.every(Number.isNaN)) return { instants, localTimes, local: null };
  const placedTimes = instantsOfLocal(localTimes, zone, values);
  return { localTimes, instants: either(instants, placedTimes.instants), local: placedTimes };
}

/** Returns the instants of ends. Local ends are resolved with the help of their starts. */
function endsOf(ends: Column, starts: Column, zone: string | null): Float64Array {
  if (starts.local === null || ends.local === null) return ends.instants;
  return either(instantsOfEnds(starts.local, starts.localTimes, ends.localTimes, zone), ends.instants);
}

const either = (first: Float64Array, second: Float64Array): Float64Array =>
  first.map((ms, i) => (Number.isNaN(ms) ? second[i]! : ms));
