import { uuidFrom } from '../engine/random.ts';
import { isFixed } from './broken-answers.ts';

/** A JSON object of an answer. */
export type Json = Readonly<Record<string, unknown>>;

/** Fields that hold a list's rows, by family. */
const ROW_FIELDS = ['data', 'credentials', 'meters', 'webhooks', 'results'];
/** Fields that hold a list's number of rows. */
const COUNT_FIELDS = ['total_count', 'count'];
/** Fields that say whose something is. */
const OWNER_FIELDS = ['client_user_id', 'correlationId', 'correlationIds', 'providerAccountId'];
const SOMEBODY_ELSE = 'somebody-else';
const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:Z|[+-]\d{2}:\d{2})$/;

/** Changes the JSON of an answer; one that is an error, or no object, stays as it is. */
export async function changedBody(response: Response, change: (body: Json) => Json): Promise<Response> {
  if (!response.ok || isFixed(response) || !/json/.test(response.headers.get('content-type') ?? '')) return response;
  const body: unknown = await response.json();
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return Response.json(isObject(body) ? change(body) : body, { status: response.status, headers });
}

/**
 * Changes the rows of a list. An object that is not a list is treated as its only row, unless rows
 * are added.
 * @param added - How many rows more the list counts then.
 */
export function rowsChanged(body: Json, change: (rows: readonly Json[]) => readonly Json[], added = 0): Json {
  const field = ROW_FIELDS.find((name) => Array.isArray(body[name]));
  if (field === undefined) return added > 0 ? body : ((change([body])[0] as Json | undefined) ?? body);
  const rows = (body[field] as unknown[]).filter(isObject);
  if (rows.length === 0) return body;
  const counts = COUNT_FIELDS.filter((name) => typeof body[name] === 'number');
  const page = isObject(body.page) ? { page: counted(body.page, 'totalElements', added) } : {};
  return {
    ...body,
    ...Object.fromEntries(counts.map((name) => [name, (body[name] as number) + added])),
    ...page,
    [field]: change(rows),
  };
}

const counted = (page: Json, name: string, added: number): Json => ({
  ...page,
  [name]: Number(page[name]) + added,
});

/** Changes every owner in a value; `undefined` removes it. */
export function ownersChanged(value: Json, change: (owner: unknown) => unknown): Json {
  return mapFields(value, (name, each) => (OWNER_FIELDS.includes(name) ? { replacement: change(each) } : undefined));
}

/** Returns a copy of a row under other ids, as that of another user. */
export function foreignCopy(row: Json): Json {
  return mapFields(row, (name, each) => {
    if (OWNER_FIELDS.includes(name)) return { replacement: Array.isArray(each) ? [SOMEBODY_ELSE] : SOMEBODY_ELSE };
    // Utilities and tariffs are shared by all.
    if (name === 'provider' || name === 'providerId' || /tariff/i.test(name)) return { replacement: each };
    return /(^id|Id|_id|Ids)$/.test(name) ? { replacement: foreignId(each) } : undefined;
  });
}

function foreignId(id: unknown): unknown {
  if (Array.isArray(id)) return id.map(foreignId);
  if (typeof id === 'number') return id + 1_000_000_000;
  if (typeof id !== 'string') return id;
  const prefix = /^[a-z]+_/.exec(id)?.[0] ?? '';
  return prefix + uuidFrom(`${id}:${SOMEBODY_ELSE}`);
}

/** Returns a value whose times have no offset. */
export function withoutOffsets(value: unknown): unknown {
  if (typeof value === 'string') return TIME.exec(value)?.[1] ?? value;
  if (Array.isArray(value)) return value.map(withoutOffsets);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutOffsets(each)]));
}

/**
 * Replaces fields at any depth. Where `replace` gives nothing, what is inside the field is looked
 * through.
 */
function mapFields(value: Json, replace: (name: string, value: unknown) => { replacement: unknown } | undefined): Json {
  const inside = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(inside);
    return isObject(each) ? mapFields(each, replace) : each;
  };
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const replaced = replace(name, each);
      return [name, replaced === undefined ? inside(each) : replaced.replacement];
    }),
  );
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
