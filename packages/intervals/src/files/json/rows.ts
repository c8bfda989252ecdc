import { DecodeError } from '@arc-elements/models';
import { isJson, type Json, numberOf, saysEstimated } from '../../body.ts';
import type { Channel } from '../channel.ts';
import type { List } from './lists.ts';
import { commodityNamed, flowNamed, meterRankOf, type Role, roleOf, type ValueName, valueNamed } from './names.ts';

/** A channel whose times are still text. */
export interface Draft {
  readonly about: Omit<Channel, 'rows'>;
  /** As written; `''` if there is none. */
  readonly starts: string[];
  readonly ends: string[];
  readonly values: number[];
  readonly estimated: boolean[];
}

/** Values of the keys of a row, by the role of the key. */
type RowFields = ReadonlyMap<Role, unknown>;

/**
 * Returns the channels of a list: one for each value of its rows and each meter, register and unit
 * that they name.
 * @throws {DecodeError} A value is not a number, or no key says which value is energy.
 */
export function draftsOf(list: List): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  const columns = new Columns(list);
  const types = typesIn(list);
  list.rows.forEach((row, i) => {
    if (!isJson(row)) throw new DecodeError(`${list.path}[${i}]`, 'expected an object with a time and a value');
    const fields = fieldsIn(row);
    const [start, end] = timesIn(fields);
    const isEstimated =
      isEstimate(fields.get('quality') ?? list.about.quality) ||
      (types === 'quality' && isEstimate(fields.get('type')));
    for (const { key, name, unit, value } of columns.in(row, i)) {
      const about = aboutOf(list, fields, types === 'kinds', { key, name, unit });
      const id = JSON.stringify(about);
      const draft = drafts.get(id) ?? { about, starts: [], ends: [], values: [], estimated: [] };
      drafts.set(id, draft);
      draft.starts.push(start);
      draft.ends.push(end);
      draft.values.push(value);
      draft.estimated.push(isEstimated);
    }
  });
  return [...drafts.values()].filter(({ values }) => values.some((value) => !Number.isNaN(value)));
}

function fieldsIn(row: Json): RowFields {
  const fields = new Map<Role, unknown>();
  let rank = Number.POSITIVE_INFINITY;
  for (const [key, item] of Object.entries(row)) {
    const role = roleOf(key);
    if (role === null || item === null || item === '') continue;
    if (role === 'meter') {
      const own = meterRankOf(key);
      if (own > rank) continue;
      rank = own;
    }
    fields.set(role, isJson(item) ? (item.id ?? item.name ?? item.value) : item);
  }
  return fields;
}

/**
 * Returns start and end of a row as written. A single time that is called neither is a start, as in
 * most files.
 */
function timesIn(fields: RowFields): readonly [start: string, end: string] {
  const text = (role: Role): string => (fields.has(role) ? String(fields.get(role)) : '');
  const start = text('start');
  const end = text('end');
  if (start !== '' || end !== '') return [start, end];
  const stamp = text('stamp');
  return [stamp === '' ? `${text('date')} ${text('time-of-day')}`.trim() : stamp, ''];
}

function isEstimate(word: unknown): boolean {
  return saysEstimated(word) || (typeof word === 'string' && /^\s*(?:true|yes)\s*$/i.test(word));
}

/** Words for the quality of values that are not estimates. */
const KNOWN_WELL = /^\s*(?:actual|real|measured|valid|validated|ok|good|normal|raw|final|missing|a)\s*$/i;

/**
 * Returns what the types of rows mean: nothing, if all are equal, or the quality of values, or
 * their kind.
 */
function typesIn({ rows }: List): 'nothing' | 'quality' | 'kinds' {
  const types = new Set(rows.map((row) => (isJson(row) ? fieldsIn(row).get('type') : undefined)));
  const words = [...types].filter((type) => type !== undefined);
  if (words.every((word) => isEstimate(word) || KNOWN_WELL.test(String(word)))) return 'quality';
  return words.length > 1 || flowNamed(String(words[0])) !== 'unknown' ? 'kinds' : 'nothing';
}

function aboutOf(
  list: List,
  fields: RowFields,
  hasTypes: boolean,
  { key, name, unit }: Pick<Column, 'key' | 'name' | 'unit'>,
): Draft['about'] {
  const text = (role: Role): string => (fields.has(role) ? String(fields.get(role)) : '');
  const direction = fields.has('direction') ? text('direction') : (list.about.direction ?? '');
  const tags = [direction, text('register'), hasTypes ? text('type') : '', text('part')].filter((tag) => tag !== '');
  const commodity = commodityNamed(fields.has('commodity') ? text('commodity') : (list.about.commodity ?? ''));
  const flows = [...tags.map(flowNamed), name.flow].filter((flow) => flow !== 'unknown');
  return {
    meter: fields.has('meter') ? text('meter') : (list.about.meter ?? ''),
    label: [...tags, key].join(' '),
    flow: flows[0] ?? 'unknown',
    kind: name.kind,
    part: [text('part'), name.part].filter((part) => part !== '').join(' '),
    commodity: commodity === 'unknown' ? name.commodity : commodity,
    unit: name.unit ?? unit ?? (fields.has('unit') ? text('unit') : list.about.unit),
  };
}

interface Column {
  readonly key: string;
  readonly name: ValueName;
  /** The unit beside the value in a list of values; else `null`. */
  readonly unit: string | null;
  /** `NaN` if there is none. */
  readonly value: number;
}

/** The name of the only value of unknown name: it is energy. */
const UNNAMED: ValueName = { flow: 'unknown', kind: 'energy', part: '', commodity: 'unknown', unit: null };

/** The keys of the rows of a list that are values. */
class Columns {
  readonly #path: string;
  readonly #names = new Map<string, ValueName | null>();

  constructor({ path, rows }: List) {
    this.#path = path;
    const unnamed = new Set<string>();
    for (const row of rows) {
      if (!isJson(row)) continue;
      for (const [key, item] of Object.entries(row)) {
        if (roleOf(key) === 'values' && Array.isArray(item))
          for (const point of item) if (isJson(point)) this.#know(String(point.type ?? 'value'), unnamed);
        if (roleOf(key) === null && mayBeNumber(item)) this.#know(key, unnamed);
      }
    }
    if ([...this.#names.values()].some((name) => name !== null && name.kind !== 'other')) return;
    if (unnamed.size !== 1) {
      const keys = [...this.#names.keys()].join(', ');
      throw new DecodeError(path, `none of its keys tells which value is energy${keys === '' ? '' : `: ${keys}`}`);
    }
    for (const key of unnamed) this.#names.set(key, UNNAMED);
  }

  #know(key: string, unnamed: Set<string>): void {
    if (this.#names.has(key)) return;
    const name = valueNamed(key);
    this.#names.set(key, name ?? null);
    if (name === null) unnamed.add(key);
  }

  /** Returns the values of a row. */
  in(row: Json, i: number): readonly Column[] {
    const found: Column[] = [];
    const add = (key: string, item: unknown, unit: string | null, path: string): void => {
      const name = this.#names.get(key);
      if (name === undefined || name === null) return;
      const value = row[`is_null_${key}`] === true ? Number.NaN : numberOf(item);
      if (Number.isNaN(value) && typeof item === 'string' && !NO_VALUE.test(item) && name.kind !== 'other')
        throw new DecodeError(`${this.#path}[${i}].${path}`, `"${item}" is not a number`);
      found.push({ key, name, unit, value });
    };
    for (const [key, item] of Object.entries(row)) {
      if (roleOf(key) === null) add(key, item, null, key);
      else if (roleOf(key) === 'values' && Array.isArray(item)) {
        item.filter(isJson).forEach((point, k) => {
          const unit = typeof point.unit === 'string' ? point.unit : null;
          add(String(point.type ?? 'value'), point.value, unit, `${key}[${k}]`);
        });
      }
    }
    return found;
  }
}

const NO_VALUE = /^\s*(?:n\/?a|null|nan|none|-*)\s*$/i;
/** Returns true for a number, or a text that may be a number in some notation. */
const mayBeNumber = (item: unknown): boolean =>
  !Number.isNaN(numberOf(item)) || (typeof item === 'string' && /^[\s\d.,'+-]*\d[\s\d.,'+-]*$/.test(item));
