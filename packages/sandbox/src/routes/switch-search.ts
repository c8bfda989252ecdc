import * as v from 'valibot';
import { Refusal } from '../families/family.ts';
import { invalidProperty } from '../families/switch.ts';
import type { SwitchAccountRecord } from '../platform/records.ts';
import type { RouteRequest } from './route.ts';
import { QueryFlagSchema } from './schemas.ts';

/** Fields by which accounts are searched and sorted. */
const FIELDS = [
  'accountName',
  'customerOrgName',
  'accountId',
  'providerAccountId',
  'owner',
  'status',
  'type',
  'customerOrgId',
] as const;
const DEFAULT_FIELDS = 'accountName,customerOrgName';
const LONGEST_PATTERN = 255;

const FlagSchema = v.optional(v.fallback(QueryFlagSchema, false), 'false');
const SearchSchema = v.object({
  search: v.optional(v.string(), ''),
  searchOn: v.optional(v.string(), DEFAULT_FIELDS),
  isRegex: FlagSchema,
  startsWith: FlagSchema,
  endsWith: FlagSchema,
});

/**
 * Reads what accounts are searched for.
 * @throws {Refusal} There is no such field, or the pattern is none that can be searched for in time
 * that grows only with the text.
 */
export async function matcherOf(request: RouteRequest): Promise<(account: SwitchAccountRecord) => boolean> {
  const { search, searchOn, ...how } = request.query(SearchSchema);
  if (search === '') return () => true;
  const fields = searchOn.split(',');
  const unknown = fields.find((field) => !FIELDS.includes(field as never));
  if (unknown !== undefined) throw new Refusal(invalidProperty('searchOn', unknown));
  const isMatch = how.isRegex ? await patternMatcher(search) : textMatcher(search.toLowerCase(), how);
  return (account) => fields.some((field) => isMatch(textOf(account, field)));
}

/** Sorts accounts in place by the fields of `sortOn`, of which the first counts most. */
export function sortAccounts(accounts: SwitchAccountRecord[], request: RouteRequest): void {
  const fields = (request.searchParams.get('sortOn') ?? '').split(',').filter((name) => name !== '');
  const sign = (request.searchParams.get('sortOrder') ?? '').toUpperCase().startsWith('D') ? -1 : 1;
  for (const field of fields.reverse()) accounts.sort((a, b) => sign * compare(textOf(a, field), textOf(b, field)));
}

function textMatcher(
  wanted: string,
  how: { readonly startsWith: boolean; readonly endsWith: boolean },
): (value: string) => boolean {
  if (how.startsWith) return (value) => value.toLowerCase().startsWith(wanted);
  if (how.endsWith) return (value) => value.toLowerCase().endsWith(wanted);
  return (value) => value.toLowerCase().includes(wanted);
}

/**
 * The platform's own engine is not known; this one has no backreferences or lookarounds, and never
 * backtracks.
 */
async function patternMatcher(search: string): Promise<(value: string) => boolean> {
  if (search.length > LONGEST_PATTERN) throw new Refusal(invalidProperty('search', search));
  // Loaded when it is first asked for: a page that runs the sandbox should not carry it.
  const { RE2JS } = await import('re2js');
  try {
    const pattern = RE2JS.compile(search, RE2JS.CASE_INSENSITIVE);
    return (value) => pattern.matcher(value).find();
  } catch (error) {
    if ((error as Error).name.startsWith('RE2JS')) throw new Refusal(invalidProperty('search', search));
    throw error;
  }
}

const textOf = (account: SwitchAccountRecord, field: string): string => {
  if (field === 'accountId') return account.id;
  return FIELDS.includes(field as never) ? String(account[field as 'accountName'] ?? '') : '';
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
