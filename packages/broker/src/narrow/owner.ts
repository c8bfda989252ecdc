import { DecodeError } from '@arc-elements/models';
import { isObject, type Row } from './shape.ts';

/**
 * The answer has data of another user than the one it was requested for. The platform's lists do
 * this when they ignore a filter. Such a list may also lack rows of the right user, so the whole
 * answer is rejected.
 */
export class ForeignDataError extends DecodeError {
  /** What was requested, such as `meters`. */
  readonly resource: string;

  constructor(resource: string) {
    super('', `the answer about ${resource} names another user, so all of it was rejected`);
    this.name = 'ForeignDataError';
    this.resource = resource;
  }
}

/** The owner that an answer must have. */
export interface Owner {
  /** The partner's own user id. */
  readonly user: string;
  /** The user's Plug credentials. Without them, credential ids in the answer are not checked. */
  readonly credentialIds?: ReadonlySet<string>;
}

/**
 * Returns true if a value in a platform answer equals this id; every ownership check of a user ends
 * here. A string must be equal. A safe integer must have the id as its decimal text, since the
 * platform's quickstart sends user ids as numbers. Nothing else matches.
 */
export function isId(value: unknown, id: string): boolean {
  if (typeof value === 'string') return value === id;
  return Number.isSafeInteger(value) && !Object.is(value, -0) && `${value}` === id;
}

/** Checks that the owner field of a row names the user. @throws {ForeignDataError} It does not. */
export function requireOwnerField(value: unknown, user: string, resource: string): void {
  if (!isId(value, user)) throw new ForeignDataError(resource);
}

/**
 * Checks that nothing in an answer names another user.
 * @throws {ForeignDataError} Something does.
 */
export function requireNoOtherOwner(answer: unknown, owner: Owner, resource: string): void {
  if (ownerIn(answer, owner) === 'another') throw new ForeignDataError(resource);
}

/**
 * Searches an answer or row, nested values included, for owners. Returns `another` if a field names
 * only other owners, `own` if every owner field includes this one, and `nobody` if there is no owner
 * field. Users who share a meter are named together. Credentials count if those of the owner are
 * known.
 */
export function ownerIn(part: unknown, owner: Owner): 'own' | 'another' | 'nobody' {
  const fields = ownerFieldsIn(part, true).filter(({ kind }) => kind === 'user' || owner.credentialIds !== undefined);
  if (!fields.every((field) => allows(field, owner))) return 'another';
  return fields.length === 0 ? 'nobody' : 'own';
}

/**
 * Lists the users that a row itself names, without nested rows.
 * @returns one entry for each field that names users; any of the users in it may be the owner.
 */
export function usersNamedBy(row: Row): readonly (readonly unknown[])[] {
  return ownerFieldsIn(row, false).flatMap(({ kind, named }) => (kind === 'user' ? [named] : []));
}

/**
 * Removes other users' ids from a list of owners: a shared meter names everybody who shares it. A
 * list in any other field is returned unchanged.
 */
export function onlyOwn(field: string, list: readonly unknown[], owner: Owner): readonly unknown[] {
  const kind = parseOwnerField(field)?.kind;
  return kind === undefined ? list : list.filter((named) => allows({ kind, named: [named] }, owner));
}

/**
 * Removes from one field of a row what names another user: items of a list, or the object itself. A
 * legacy meter may have had another customer before.
 */
export function withoutOthers(row: Row, field: string, user: string): Row {
  const isOwn = (part: unknown): boolean => ownerIn(part, { user }) !== 'another';
  const nested = row[field];
  if (Array.isArray(nested)) return { ...row, [field]: nested.filter(isOwn) };
  return isOwn(nested) ? row : { ...row, [field]: null };
}

/** Returns true if a field of this name names an owner. */
export const isOwnerField = (field: string): boolean => OWNER_FIELD.test(field);

/** Returns true if the contents of a field of this name are searched for owners. */
export const isSearched = (field: string): boolean => !NOT_SEARCHED.has(field);

/** A field that names owners. */
interface OwnerField {
  readonly kind: 'user' | 'credential';
  readonly named: readonly unknown[];
}

/**
 * Names of fields that name an owner: the partner's user id (`client_user_id`, `correlationId`,
 * `providerAccountId`), the plain `user`, and Plug's credentials, each in any case and with or
 * without `id` and `s`. Not among them are `utility_credential_id`, which differs between an event
 * and its own account in the platform's sample, and `owner`, which is a person's name at Switch.
 */
const OWNER_FIELD = /^(?:(client[_-]?user|correlation|provider[_-]?account|user)|credential)([_-]?id)?(s)?$/i;

/**
 * Fields whose contents are not searched for owners. What the partner's staff wrote may name
 * anybody; it is not shown, except `properties`, of which `switch.ts` shows a fixed set of fields.
 * `utility_meters` may hold a meter of an earlier customer; `legacy.ts` leaves out such meters one
 * by one.
 */
const NOT_SEARCHED = new Set([
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

function parseOwnerField(field: string) {
  const [found, user, id, many] = OWNER_FIELD.exec(field) ?? [];
  if (found === undefined) return null;
  return {
    kind: user === undefined ? 'credential' : 'user',
    byId: id !== undefined,
    many: many !== undefined,
  } as const;
}

/**
 * Lists the fields of a value that name owners, with `deep` also those of everything in it. It uses a stack instead
 * of recursion, because nothing bounds the depth of JSON.
 */
function ownerFieldsIn(value: unknown, deep: boolean): OwnerField[] {
  const found: OwnerField[] = [];
  const open = [value];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (Array.isArray(node)) {
      for (const item of node) open.push(item);
      continue;
    }
    for (const [field, inner] of Object.entries(node)) {
      const parsed = parseOwnerField(field);
      if (parsed !== null) found.push({ kind: parsed.kind, named: namedIn(inner, parsed) });
      // Fields inside an owner object, such as `user: {…}`, count as fields of the row around it.
      if (parsed === null ? deep && isSearched(field) : !parsed.byId) open.push(inner);
    }
  }
  return found.filter(({ named }) => named.length > 0);
}

/**
 * Lists the ids in the value of an owner field. An array counts as several ids only if the field's name
 * is plural; otherwise it matches no id.
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

/**
 * Returns true if an owner field names this owner. A field that names several users belongs to each
 * of them, as they share a meter.
 */
function allows({ kind, named }: OwnerField, { user, credentialIds }: Owner): boolean {
  if (kind === 'user') return named.some((id) => isId(id, user));
  return credentialIds === undefined || named.some((id) => typeof id === 'string' && credentialIds.has(id));
}
