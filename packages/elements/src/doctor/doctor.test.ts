import { expect, fixture, html } from '@open-wc/testing';
import './define.ts';
import type { ArcSession } from '@arc-elements/client';
import { textOf } from '../testing/events.ts';
import { account, arcError, connection, meter } from '../testing/fixtures.ts';
import { removeForGood } from '../testing/gone.ts';
import { createTestSession, type TestSession } from '../testing/test-session.ts';
import { diagnose, type Facts, FINDING_CODES } from './diagnose.ts';
import { messages } from './doctor.messages.ts';
import type { ArcDoctorElement } from './doctor.ts';

const WELL: Facts = {
  copies: ['1.0.0'],
  secure: true,
  hasSession: true,
  setUpProblem: null,
  sessionStatus: 'ready',
  sessionError: null,
  live: 'stream',
  clockSkewMs: 120,
  readErrors: [],
  blocked: [],
  unknownZones: [],
};

describe('diagnose', () => {
  const cases: readonly [string, Partial<Facts>, string[]][] = [
    ['nothing wrong', {}, []],
    ['no session', { hasSession: false, sessionStatus: null, live: null }, ['no-session']],
    ['an incomplete arc-session', { hasSession: false, setUpProblem: '…' }, ['session-incomplete']],
    ['a session route that returns HTML', { sessionStatus: 'failed', sessionError: 'decode' }, ['session-route-html']],
    [
      'a session route that does not exist',
      { sessionStatus: 'failed', sessionError: 'not-found' },
      ['session-route-missing'],
    ],
    ['nobody signed in', { sessionStatus: 'failed', sessionError: 'unauthorized' }, ['not-signed-in']],
    ['nobody signed in any more', { sessionStatus: 'signed-out', sessionError: 'unauthorized' }, ['not-signed-in']],
    ['somebody who signed out here', { sessionStatus: 'signed-out' }, []],
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
      'a broker that cannot be reached, not also the stream that it cannot send',
      { readErrors: ['network'], live: 'polling' },
      ['broker-unreachable'],
    ],
    [
      'a broker that the policy blocks',
      { readErrors: ['network'], blocked: ['connect-src https://b.example'] },
      ['blocked-by-csp'],
    ],
    ['an origin that is not allowed', { readErrors: ['origin-not-allowed'] }, ['origin-not-allowed']],
    ['a key that is gone', { readErrors: ['session-invalid'] }, ['session-rejected']],
    ['a missing scope', { readErrors: ['scope-missing'] }, ['scope-missing']],
    ['a platform that is down', { readErrors: ['upstream-failed', 'unavailable'] }, ['platform-failing']],
    ['too many requests', { readErrors: ['rate-limited'] }, ['rate-limited']],
    ['clocks apart', { clockSkewMs: -90_000 }, ['clock-skew']],
    ['two copies', { copies: ['1.0.0', '1.0.0'] }, ['duplicate-script']],
    ['two versions', { copies: ['1.0.0', '1.1.0'] }, ['version-mismatch']],
    ['a page over http', { secure: false }, ['insecure-page']],
    ['no event stream', { live: 'polling' }, ['no-stream']],
    ['a zone nobody knows', { unknownZones: ['Mars/Olympus'] }, ['unknown-zone']],
    [
      'a failed session, not also every reading that failed for it',
      { sessionStatus: 'failed', sessionError: 'decode', readErrors: ['decode', 'network'] },
      ['session-route-html'],
    ],
  ];
  for (const [name, facts, codes] of cases) {
    it(`finds ${name}`, () => expect(diagnose({ ...WELL, ...facts }).map(({ code }) => code)).to.deep.equal(codes));
  }

  it('has a case here for every code', () => {
    expect(new Set(cases.flatMap(([, , codes]) => codes))).to.deep.equal(new Set(FINDING_CODES));
  });
});

describe('arc-doctor', () => {
  async function setUp(session: TestSession): Promise<ArcDoctorElement> {
    const el = (await fixture(html`<arc-doctor .session=${session as ArcSession}></arc-doctor>`)) as ArcDoctorElement;
    await el.updateComplete;
    return el;
  }
  const codes = (el: Element) =>
    [...(el.shadowRoot?.querySelectorAll<HTMLElement>('[part=finding]') ?? [])].map(({ dataset }) => dataset.code);

  it('says that all is well, and then what is not, with cause and fix', async () => {
    const session = createTestSession({ connections: [], accounts: [], meters: [] });
    const el = await setUp(session);
    expect(codes(el)).to.deep.equal([]);
    expect(textOf(el.shadowRoot)).to.contain(messages.in('en').well);
    await expect(el).to.be.accessible();
    session.meters.setError(arcError('origin-not-allowed'));
    await el.updateComplete;
    expect(codes(el)).to.deep.equal(['origin-not-allowed']);
    expect(textOf(el.shadowRoot)).to.contain(messages.in('en').findings['origin-not-allowed'].fix);
    await expect(el).to.be.accessible();
  });

  it('notices what a content security policy blocks, by origin and without the path', async () => {
    const el = await setUp(createTestSession({ connections: [], accounts: [], meters: [] }));
    document.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        effectiveDirective: 'connect-src',
        blockedURI: 'https://broker.example.com/plug/meters?secret=1',
        violatedDirective: 'connect-src',
        originalPolicy: '',
        disposition: 'enforce',
        documentURI: location.href,
        statusCode: 200,
      }),
    );
    await el.updateComplete;
    expect(codes(el)).to.contain('blocked-by-csp');
    expect(textOf(el.shadowRoot)).to.contain('connect-src https://broker.example.com').and.to.not.contain('secret');
  });

  it('reports nothing of a person', async () => {
    const el = await setUp(
      createTestSession({ connections: [connection()], accounts: [account()], meters: [meter()] }),
    );
    const report = JSON.stringify(el.report);
    for (const word of ['rivers', 'Lantern', '3220', '5500', 'Harbor', 'mtr_', 'user-1'])
      expect(report).to.not.contain(word);
  });

  it('lets go of everything when it is removed', async () => {
    const session = createTestSession({ connections: [], accounts: [], meters: [] });
    const el = await setUp(session);
    await removeForGood(el);
    expect(session.open).to.equal(0);
  });
});
