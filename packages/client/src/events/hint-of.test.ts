import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hintOf } from './hint-of.ts';

/** Returns the names of the parts that an event may have changed. */
const partsOf = (typeText: string, data: unknown = null) =>
  Object.entries(hintOf({ typeText, data: data as Parameters<typeof hintOf>[0]['data'] }))
    .filter(([, isChanged]) => isChanged)
    .map(([name]) => name)
    .join(' ');

describe('what is read again after an event', () => {
  for (const [typeText, parts] of [
    ['utility_credential_verified', 'connections accounts'],
    ['utility_accounts_discovered', 'connections accounts meters'],
    ['utility_account_updated', 'accounts meters'],
    ['new_utility_statement', 'meters'],
    ['historical_utility_intervals_discovered', 'accounts meters intervals'],
    ['new_utility_intervals_discovered', 'meters intervals'],
    ['test', ''],
    ['something_new', 'connections accounts meters intervals'],
  ] as const) {
    it(`is ${parts || 'nothing'} for ${typeText}`, () => assert.equal(partsOf(typeText), parts));
  }

  it('follows the kind of id if the type does not name its resource', () => {
    assert.equal(partsOf('STATUS_CHANGE', { id: 'mtr_1' }), 'meters intervals');
    assert.equal(partsOf('STATUS_CHANGE', { id: 'crd_1' }), 'connections accounts meters');
    for (const data of [{ id: 7 }, {}, null, 'mtr_1'])
      assert.equal(partsOf('STATUS_CHANGE', data), 'connections accounts meters intervals');
  });
});
