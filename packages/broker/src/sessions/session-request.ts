import * as v from 'valibot';
import { oneOf, whole } from '../check.ts';
import { MISSING_USER, USER } from '../ids.ts';
import { SCOPES } from '../scopes.ts';
import { MAX_TTL_S } from './token-format.ts';

/** What is said when there is no user at all. */
export const NO_USER = 'is missing: the calling server does not know who is signed in';

const SLIP = 'looks like a slip in the calling server: it is what a program writes where a value is missing, not an id';

/** An object as JavaScript writes it; the grammar refuses it too, without saying what it is. */
const OBJECT = /^\[object \w*\]$/;

const someOf = <S extends v.GenericSchema>(item: S, max: number) =>
  v.pipe(
    v.array(item, 'is not a list'),
    v.minLength(1, 'is empty; leave it out for the default'),
    v.maxLength(max, `has more than ${max} items`),
  );

/** What a partner's server asks for when it asks for a session: the same rules where it is sent and where it arrives. */
export const sessionRequest = {
  user: v.pipe(
    v.string(({ input }) => (input === undefined || input === null ? NO_USER : 'is not a text; send the id as text')),
    v.check((user) => !MISSING_USER.test(user) && !OBJECT.test(user), SLIP),
    v.regex(USER, 'is not 1 to 128 letters, digits or _.:@-, or is only dots'),
  ),
  scopes: v.optional(someOf(oneOf(SCOPES), SCOPES.length)),
  origins: v.optional(someOf(v.string('is not a text'), 32)),
  ttl: v.optional(whole(1, MAX_TTL_S)),
};
