import { isJson, type Json } from '../../body.ts';
import { commodityNamed, flowNamed, meterRankOf, type Role, roleOf, valueNamed } from './names.ts';

/** A list of rows, each with a time and a value, and what the objects around it say. */
export interface List {
  /** Path of the list, such as `data[0].readings`. */
  readonly path: string;
  readonly rows: readonly unknown[];
  readonly about: About;
}

/** What the objects around a list say about its rows; `null` for what they do not say. */
interface About {
  readonly meter: string | null;
  readonly unit: string | null;
  readonly timeZone: string | null;
  readonly commodity: string | null;
  readonly quality: unknown;
  readonly direction: string | null;
}

const NOTHING: About = { meter: null, unit: null, timeZone: null, commodity: null, quality: null, direction: null };

/** Returns the lists of rows in a document, in its order. */
export function listsIn(document: unknown): readonly List[] {
  const lists: List[] = [];
  walk(document, '', NOTHING, lists);
  return lists;
}

function walk(value: unknown, path: string, about: About, lists: List[]): void {
  if (Array.isArray(value)) {
    if (value.some(isRow)) lists.push({ path, rows: value, about });
    else if (value.length > 0 && value.every(isPair)) lists.push({ path, rows: value.map(rowOf), about });
    // A list of plain numbers is skipped: it may be long and contains nothing.
    else if (value.some((item) => typeof item === 'object'))
      for (const [i, item] of value.entries()) walk(item, `${path}[${i}]`, about, lists);
  } else if (isJson(value)) {
    const own = aboutIn(value, about);
    for (const [key, item] of Object.entries(value)) {
      const named = flowNamed(key) === 'unknown' ? own : { ...own, direction: key };
      walk(item, path === '' ? key : `${path}.${key}`, named, lists);
    }
  }
}

/**
 * Returns true for a pair of a time and a value, as charts and databases export them:
 * `[1720000000000, 0.5]`.
 */
function isPair(value: unknown): value is readonly [time: string | number, value: unknown] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    (typeof value[0] === 'string' ? /^\d{4}-\d\d-\d\d/.test(value[0]) : value[0] > 500_000_000) &&
    (isScalar(value[1]) || value[1] === null)
  );
}

const rowOf = ([timestamp, value]: readonly [string | number, unknown]): Json => ({ timestamp, value });

const TIMES: ReadonlySet<Role | null> = new Set(['start', 'end', 'stamp', 'date', 'time-of-day']);
const isScalar = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

/** Returns true for an object with a time and a value of its own. */
function isRow(value: unknown): boolean {
  if (!isJson(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.some(([key, item]) => TIMES.has(roleOf(key)) && isScalar(item)) &&
    // An object around a list of rows may have the times of the whole list and a count or amount.
    !entries.some(([key, item]) => roleOf(key) !== 'values' && Array.isArray(item) && item.some(isRow)) &&
    entries.some(
      ([key, item]) =>
        roleOf(key) === 'values' ||
        (roleOf(key) === null && valueNamed(key) !== undefined && (isScalar(item) || item === null)),
    )
  );
}

/** Returns what an object and the objects in it say about its lists. */
function aboutIn(value: Json, around: About): About {
  const parts = Object.values(value).filter(isJson);
  const found = new Map<Role, unknown>();
  let rank = Number.POSITIVE_INFINITY;
  for (const [key, item] of [...parts.flatMap((part) => Object.entries(part)), ...Object.entries(value)]) {
    const role = roleOf(key);
    if (role === null || !(isScalar(item) || typeof item === 'boolean')) continue;
    if (role !== 'meter') found.set(role, item);
    else if (meterRankOf(key) < rank) {
      rank = meterRankOf(key);
      found.set(role, item);
    }
  }
  const text = (role: Role, other: string | null): string | null => {
    const item = found.get(role);
    return item === undefined ? other : String(item);
  };
  const commodity = text('commodity', null);
  const type = text('type', null);
  return {
    meter: text('meter', around.meter),
    unit: text('unit', around.unit),
    timeZone: text('time-zone', around.timeZone),
    commodity: commodity === null || commodityNamed(commodity) === 'unknown' ? around.commodity : commodity,
    quality: found.get('quality') ?? around.quality,
    direction: text('direction', type !== null && flowNamed(type) !== 'unknown' ? type : around.direction),
  };
}
