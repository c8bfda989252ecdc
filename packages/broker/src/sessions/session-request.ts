import * as v from 'valibot';
import { oneOf, whole } from '../check.ts';
import { MISSING_USER, USER } from '../ids.ts';
import { SCOPES } from '../scopes.ts';
import { MAX_TTL_S } from './session.ts';

/** Message for a request without a user. */
export const NO_USER = 'is missing: the calling server does not know who is signed in';

const SLIP = 'looks like a slip in the calling server: it is what a program writes where a value is missing, not an id';

/** An object converted to a string. `USER` refuses it too, with a message that explains less. */
const OBJECT = /^\[object \w*\]$/;

const nonEmptyList = <S extends v.GenericSchema>(item: S, max: number) =>
  v.pipe(
    v.array(item, 'is not a list'),
    v.minLength(1, 'is empty; leave it out for the default'),
    v.maxLength(max, `has more than ${max} items`),
  );

/** Schema entries of a request for a session, checked by the sender and by the broker. */
export const sessionRequest = {
  user: v.pipe(
    v.string(({ input }) =>
      input === undefined || input === null ? NO_USER : 'is not a string; send the id as a string',
    ),
    v.check((user) => !MISSING_USER.test(user) && !OBJECT.test(user), SLIP),
    v.regex(USER, 'is not 1 to 128 letters, digits or _.:@-, or is only dots'),
  ),
  scopes: v.optional(nonEmptyList(oneOf(SCOPES), SCOPES.length)),
  origins: v.optional(nonEmptyList(v.string('is not a string'), 32)),
  ttl: v.optional(whole(1, MAX_TTL_S)),
};
