import { METER_ID, USER } from '../ids.ts';
import { dataOf, isId, type Row, usersNamedBy } from '../narrow/index.ts';
import type { MeterHolders } from '../stores/meter-holders.ts';

/**
 * Returns the users to notify of an event. If a field names exactly one user, it is that user. An
 * event about a meter may name nobody, or everybody who shares the meter; then it goes to those of
 * them who read the meter in the last hour. The others see the change when they next read the
 * meter.
 * @returns `null` if the owner cannot be determined: the named user is not a valid id, or other
 *   fields name another user.
 */
export async function recipientsOf(body: Row, holders: Pick<MeterHolders, 'of'>): Promise<readonly string[] | null> {
  const data = dataOf(body);
  const named = [...usersNamedBy(body), ...usersNamedBy(data)];
  const isAllowed = (user: string): boolean => named.every((users) => users.some((id) => isId(id, user)));
  const single = named.find(({ length }) => length === 1);
  if (single !== undefined) {
    const user = typeof single[0] === 'number' ? `${single[0]}` : single[0];
    return typeof user === 'string' && USER.test(user) && isAllowed(user) ? [user] : null;
  }
  const { id } = data;
  return typeof id === 'string' && METER_ID.test(id) ? (await holders.of(id)).filter(isAllowed) : [];
}
