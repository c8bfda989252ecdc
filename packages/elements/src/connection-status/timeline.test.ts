import type { Connection } from '@arc-elements/models';
import { expect } from '@open-wc/testing';
import { account, connection, features, meter, pendingConnection, rejectedConnection } from '../testing/fixtures.ts';
import { timelineOf } from './timeline.ts';

type Accounts = Parameters<typeof timelineOf>[1];
type Meters = Parameters<typeof timelineOf>[2];

const states = (of: Connection, accounts: Accounts, meters: Meters, only = true) =>
  timelineOf(of, accounts, meters, only)
    .steps.map(({ state }) => state)
    .join(' ');

const ready = account({ features: features() });

describe('the timeline of a connection', () => {
  const cases: readonly [string, Connection, Accounts, Meters, string][] = [
    ['a login that is being checked', pendingConnection(), undefined, undefined, 'current waiting waiting waiting'],
    ['a refused login', rejectedConnection(), [], [], 'problem waiting waiting waiting'],
    ['a search for accounts', connection({ accountsLoading: true }), [], [], 'done current waiting waiting'],
    ['accounts not read yet', connection(), undefined, undefined, 'done current waiting waiting'],
    ['a login without accounts', connection(), [], [], 'done problem waiting waiting'],
    [
      'features not decided',
      connection(),
      [account({ features: features('NOT_READY') })],
      [],
      'done done current waiting',
    ],
    [
      'intervals not asked for',
      connection(),
      [ready],
      [meter({ status: 'INTERVALS_NOT_REQUESTED' })],
      'done done done current',
    ],
    [
      'a meter of gas alone, which has no intervals',
      connection(),
      [ready],
      [meter({ status: 'INTERVALS_NOT_REQUESTED', serviceType: 'gas' })],
      'done done done skipped',
    ],
    [
      'intervals on their way',
      connection(),
      [ready],
      [meter({ status: 'INTERVALS_IN_PROGRESS' })],
      'done done done current',
    ],
    ['everything in order', connection(), [ready], [meter()], 'done done done done'],
    [
      'a utility without intervals',
      connection(),
      [account({ features: features('AVAILABLE', { utility_intervals: 'NOT_AVAILABLE' }) })],
      [],
      'done done done skipped',
    ],
    ['a login that broke later', rejectedConnection(), [ready], [meter()], 'problem done done done'],
    [
      'a utility that is down',
      connection({ state: 'retrying', reason: 'provider-down' }),
      [ready],
      [meter()],
      'done done done done',
    ],
  ];
  for (const [name, of, accounts, meters, expected] of cases) {
    it(`is "${expected}" for ${name}`, () => expect(states(of, accounts, meters)).to.equal(expected));
  }

  it('has at most one current step, whatever data there is', () => {
    const connections = [connection(), pendingConnection(), rejectedConnection(), connection({ state: 'unknown' })];
    const lists = [undefined, [], [account()], [account({ features: features('NOT_READY') })], [ready]];
    const meterLists = [undefined, [], [meter()], [meter({ status: 'INTERVALS_IN_PROGRESS' })]];
    for (const of of connections) {
      for (const accounts of lists) {
        for (const meters of meterLists) {
          const current = timelineOf(of, accounts, meters, true).steps.filter(({ state }) => state === 'current');
          expect(current.length).to.be.at.most(1);
        }
      }
    }
  });

  it('ignores the accounts and meters of another login', () => {
    const otherAccount = account({ utilityCredentialId: 99, accountNumber: '1', features: features() });
    const otherMeter = meter({ credentialIds: ['crd_99'] });
    expect(states(connection({ accountsLoading: true }), [otherAccount], [otherMeter], false)).to.equal(
      'done current waiting waiting',
    );
  });

  it('finds meters by account number if they name no login', () => {
    const unnamed = meter({ credentialIds: [], accounts: [{ id: null, accountNumber: '5500-1234-98' }] });
    expect(states(connection(), [ready], [unnamed], false)).to.equal('done done done done');
  });

  it('does not report missing accounts for a login of the newer generation, which does not list them', () => {
    const plug = connection({ id: 'plug:crd_1', utilityCredentialId: null });
    expect(timelineOf(plug, [], [], false).withoutAccounts).to.equal(false);
    expect(states(plug, [], [meter()], false)).to.equal('done done done done');
  });
});
