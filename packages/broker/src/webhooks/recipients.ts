import { METER_ID, USER } from '../ids.ts';
import { dataOf, isId, type Row, usersNamedBy } from '../narrow/index.ts';
import type { MeterHolders } from '../stores/meter-holders.ts';

/**
 * Users to tell about an event: the one it names. An event about a meter may name nobody, or everybody who shares the meter; then
 * those of them who lately read the meter are told, and others find the change when they next look.
 * @returns `null` when it names what can be no user, or two users: nobody can say whose it is.
 */
export async function recipientsOf(body: Row, holders: Pick<MeterHolders, 'of'>): Promise<readonly string[] | null> {
  const data = dataOf(body);
  const named = [...usersNamedBy(body), ...usersNamedBy(data)];
  const isNamed = (user: string): boolean => named.every((users) => users.some((id) => isId(id, user)));
  const single = named.find(({ length }) => length === 1);
  if (single !== undefined) {
    const user = typeof single[0] === 'number' ? `${single[0]}` : single[0];
    return typeof user === 'string' && USER.test(user) && isNamed(user) ? [user] : null;
  }
  const { id } = data;
  return typeof id === 'string' && METER_ID.test(id) ? (await holders.of(id)).filter(isNamed) : [];
}
