import { DecodeError } from '@arc-elements/models';
import { isObject, type Row } from './shape.ts';

/**
 * The answer holds data of another user than the one it was requested for. The platform's lists do
 * this when they ignore a filter. Such a list may also lack rows of the right user, so the whole
 * answer is rejected.
 */
export class ForeignDataError extends DecodeError {
  /** Kind of thing that was asked for. */
  readonly resource: string;

  constructor(resource: string) {
    super('', `the answer about ${resource} is somebody else's`);
    this.name = 'ForeignDataError';
    this.resource = resource;
  }
}

/** The owner that an answer must have. */
export interface Owner {
  readonly user: string;
  /** The user's Plug credentials, where the answer may name some; without them, credential ids say nothing. */
  readonly credentialIds?: ReadonlySet<string>;
}

/**
 * Returns true if a value in a platform answer equals this id; every ownership check of a user
 * comes down to it. A string must be equal. A safe integer matches by its decimal text, since the
 * platform's quickstart sends user ids as numbers. Nothing else matches.
 */
export function isId(value: unknown, id: string): boolean {
  if (typeof value === 'string') return value === id;
  return Number.isSafeInteger(value) && !Object.is(value, -0) && `${value}` === id;
}

/** Passes when the field in which such a row has to name its owner holds the user. @throws {ForeignDataError} */
export function requireOwner(value: unknown, user: string, resource: string): void {
  if (!isId(value, user)) throw new ForeignDataError(resource);
}

/** Passes when nothing in an answer names somebody else. @throws {ForeignDataError} */
export function requireOwn(answer: unknown, owner: Owner, resource: string): void {
  if (ownerIn(answer, owner) === 'another') throw new ForeignDataError(resource);
}

/**
 * Searches an answer or row, nested values included, for owners: `own`: only this one; `another`:
 * somebody else, alone or as well; `nobody`: none is named.
 */
export function ownerIn(part: unknown, owner: Owner): 'own' | 'another' | 'nobody' {
  const markers = markersIn(part, true);
  if (!markers.every((marker) => allows(marker, owner))) return 'another';
  return markers.length === 0 ? 'nobody' : 'own';
}

/**
 * The owners that a row names itself, nested rows aside.
 * @returns one entry for each field that names users: those it names, any of whom may be the owner.
 */
export function usersNamedBy(row: Row): readonly (readonly unknown[])[] {
  return markersIn(row, false).flatMap(({ kind, named }) => (kind === 'user' ? [named] : []));
}

/**
 * Removes other people's ids from a list of owners: a shared meter names everybody who shares it.
 * Other lists stay as they are.
 */
export function ownAmong(field: string, list: readonly unknown[], owner: Owner): readonly unknown[] {
  const kind = markerOf(field)?.kind;
  return kind === undefined ? list : list.filter((named) => allows({ kind, named: [named] }, owner));
}

/**
 * A row without what in one of its fields names somebody else: rows of a list, or the object itself. A legacy meter may have had
 * another customer before.
 */
export function withoutOthers(row: Row, field: string, user: string): Row {
  const isOwn = (part: unknown): boolean => ownerIn(part, { user }) !== 'another';
  const nested = row[field];
  if (Array.isArray(nested)) return { ...row, [field]: nested.filter(isOwn) };
  return isOwn(nested) ? row : { ...row, [field]: null };
}

/** Returns true if a field of this name says whose a row is. */
export const isMarker = (field: string): boolean => MARKER.test(field);

/** Returns true if what stands below a field of this name may say whose something is. */
export const isJudged = (field: string): boolean => !NOT_JUDGED.has(field);

/** One field that names owners. */
interface Marker {
  readonly kind: 'user' | 'credential';
  readonly named: readonly unknown[];
}

/**
 * Fields that name an owner: the three names of the partner's user id (`client_user_id`, `correlationId`, `providerAccountId`), the
 * plain `user`, and Plug's credentials, each in any case and with or without `id` and `s`. Not among them:
 * `utility_credential_id`, which differs between an event and its own account in the platform's sample; `owner`, which is a
 * person's name at Switch.
 */
const MARKER = /^(?:(client[_-]?user|correlation|provider[_-]?account|user)|credential)([_-]?id)?(s)?$/i;

/**
 * Fields whose contents are not searched for owners. What the partner's staff wrote may name
 * anybody; it is not shown, except `properties`, of which `switch.ts` shows a fixed set of fields.
 * `utility_meters` may hold a meter of an earlier customer, so `legacy.ts` leaves out such meters
 * one by one.
 */
const NOT_JUDGED = new Set([
  'site',
  'customData',
  'createdBy',
  'lastModifiedBy',
  'properties',
  'projects',
  'contacts',
  'accountManager',
  'assignee',
  'utility_meters',
]);

function markerOf(field: string) {
  const [found, user, id, many] = MARKER.exec(field) ?? [];
  if (found === undefined) return null;
  return {
    kind: user === undefined ? 'credential' : 'user',
    byId: id !== undefined,
    many: many !== undefined,
  } as const;
}

/** All markers of a value; `deep`: of everything in it, otherwise of it alone. Not recursive: nothing bounds the depth of JSON. */
function markersIn(value: unknown, deep: boolean): Marker[] {
  const markers: Marker[] = [];
  const open = [value];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (Array.isArray(node)) {
      for (const item of node) open.push(item);
      continue;
    }
    for (const [field, inner] of Object.entries(node)) {
      const marker = markerOf(field);
      if (marker !== null) markers.push({ kind: marker.kind, named: namedIn(inner, marker) });
      // Markers inside an owner object, such as `user: {…}`, count as markers of the row around it.
      if (marker === null ? deep && isJudged(field) : !marker.byId) open.push(inner);
    }
  }
  return markers.filter(({ named }) => named.length > 0);
}

/**
 * The ids in a marker's value. A list counts as several ids only if the field's name is plural;
 * otherwise it matches no id.
 */
function namedIn(
  value: unknown,
  { byId, many }: { readonly byId: boolean; readonly many: boolean },
): readonly unknown[] {
  if (value === null || value === undefined) return [];
  const items = many && Array.isArray(value) ? value : [value];
  if (byId) return items;
  return items.flatMap((item) => (isObject(item) ? ('id' in item ? [item.id] : []) : [item]));
}

/** A field that names several, because they share a meter, allows each of them. */
function allows({ kind, named }: Marker, { user, credentialIds }: Owner): boolean {
  if (kind === 'user') return named.some((id) => isId(id, user));
  return credentialIds === undefined || named.some((id) => typeof id === 'string' && credentialIds.has(id));
}
