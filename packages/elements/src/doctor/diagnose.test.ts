import { expect } from '@open-wc/testing';
import { diagnose, type Facts, FINDING_CODES } from './diagnose.ts';

/** Facts of a page without problems. */
const HEALTHY: Facts = {
  copies: ['1.0.0'],
  registered: ['1.0.0: arc-session'],
  secure: true,
  hasSession: true,
  setUpProblem: null,
  sessionStatus: 'ready',
  sessionError: null,
  live: 'stream',
  clockSkewMs: 120,
  readErrors: [],
  blocked: [],
  sessionRouteBlocked: null,
  withoutSession: [],
  sessionElsewhere: [],
  notLoaded: [],
  unknownZones: [],
};

describe('diagnose', () => {
  const cases: readonly [string, Partial<Facts>, string[]][] = [
    ['nothing wrong', {}, []],
    ['no session', { hasSession: false, sessionStatus: null, live: null }, ['no-session']],
    ['an element without a session', { withoutSession: ['<arc-connect>'] }, ['no-session']],
    ['a session out of reach', { sessionElsewhere: ['<arc-connect session="main">'] }, ['session-in-other-root']],
    [
      'a session route that the policy blocks, and not also that it cannot be reached',
      { sessionStatus: 'failed', sessionError: 'network', sessionRouteBlocked: 'connect-src https://page.example' },
      ['session-route-blocked'],
    ],
    ['an incomplete arc-session', { hasSession: false, setUpProblem: '…' }, ['session-incomplete']],
    ['a session route that returns HTML', { sessionStatus: 'failed', sessionError: 'decode' }, ['session-route-html']],
    [
      'a session route that does not exist',
      { sessionStatus: 'failed', sessionError: 'not-found' },
      ['session-route-missing'],
    ],
    ['nobody signed in', { sessionStatus: 'failed', sessionError: 'unauthorized' }, ['not-signed-in']],
    ['nobody signed in any more', { sessionStatus: 'signed-out', sessionError: 'unauthorized' }, ['not-signed-in']],
    ['nothing wrong after a person signed out', { sessionStatus: 'signed-out' }, []],
    [
      'a session route that cannot be reached',
      { sessionStatus: 'failed', sessionError: 'network' },
      ['session-route-unreachable'],
    ],
    ['a session route that fails', { sessionStatus: 'failed', sessionError: 'unknown' }, ['session-route-failing']],
    [
      'a session route that crashes',
      { sessionStatus: 'failed', sessionError: 'upstream-failed' },
      ['session-route-failing'],
    ],
    [
      'a session route that is overloaded',
      { sessionStatus: 'failed', sessionError: 'unavailable' },
      ['session-route-failing'],
    ],
    ['a wrong broker key', { sessionStatus: 'failed', sessionError: 'broker-key-wrong' }, ['broker-key-wrong']],
    [
      'a server that cannot reach its broker',
      { sessionStatus: 'failed', sessionError: 'broker-unreachable' },
      ['broker-unreachable-from-server'],
    ],
    ['a broker that cannot be reached', { readErrors: ['unreachable'] }, ['broker-unreachable']],
    ['no network', { readErrors: ['network'] }, ['broker-unreachable']],
    [
      'a session route that cannot be reached',
      { sessionStatus: 'failed', sessionError: 'unreachable' },
      ['session-route-unreachable'],
    ],
    ['something else at the address of the broker', { readErrors: ['not-found', 'decode'] }, ['broker-unreachable']],
    [
      'a broker that cannot be reached, and not also the missing event stream',
      { readErrors: ['network'], live: 'polling' },
      ['broker-unreachable'],
    ],
    [
      'a broker that the policy blocks',
      { readErrors: ['network'], blocked: ['connect-src https://b.example'] },
      ['blocked-by-csp'],
    ],
    ['a part that could not be loaded', { notLoaded: ['<arc-interval-chart>'] }, ['part-not-loaded']],
    [
      'a part that the policy blocks, and not also that it could not be loaded',
      { notLoaded: ['<arc-interval-chart>'], blocked: ['script-src-elem https://page.example'] },
      ['blocked-by-csp'],
    ],
    ['an origin that is not allowed', { readErrors: ['origin-not-allowed'] }, ['origin-not-allowed']],
    ['a session that the broker rejects', { readErrors: ['session-invalid'] }, ['session-rejected']],
    ['a missing scope', { readErrors: ['scope-missing'] }, ['scope-missing']],
    ['a platform that is down', { readErrors: ['upstream-failed', 'unavailable'] }, ['platform-failing']],
    ['too many requests', { readErrors: ['rate-limited'] }, ['rate-limited']],
    ['clocks apart', { clockSkewMs: -90_000 }, ['clock-skew']],
    ['two copies', { copies: ['1.0.0', '1.0.0'] }, ['duplicate-script']],
    ['two versions', { copies: ['1.0.0', '1.1.0'] }, ['version-mismatch']],
    ['a page over http', { secure: false }, ['insecure-page']],
    ['no event stream', { live: 'polling' }, ['no-stream']],
    ['an unknown time zone', { unknownZones: ['Mars/Olympus'] }, ['unknown-zone']],
    [
      'a failed session, and not also the reads that failed because of it',
      { sessionStatus: 'failed', sessionError: 'decode', readErrors: ['decode', 'network'] },
      ['session-route-html'],
    ],
  ];
  for (const [name, facts, codes] of cases) {
    it(`finds ${name}`, () => expect(diagnose({ ...HEALTHY, ...facts }).map(({ code }) => code)).to.deep.equal(codes));
  }

  it('has a test case for every code', () => {
    expect(new Set(cases.flatMap(([, , codes]) => codes))).to.deep.equal(new Set(FINDING_CODES));
  });

  it('names the tags that each version registered', () => {
    const [finding] = diagnose({
      ...HEALTHY,
      copies: ['1.0.0', '1.1.0'],
      registered: ['1.0.0: arc-connect', '1.1.0: arc-doctor'],
    });
    expect(finding?.detail).to.equal('1.0.0: arc-connect; 1.1.0: arc-doctor');
  });
});
