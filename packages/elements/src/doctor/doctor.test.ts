import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import './define.ts';
import '../interval-chart/define.ts';
import '../meter-list/define.ts';
import '../session/define.ts';
import type { ArcSession } from '@arc-elements/client';
import { ArcError } from '@arc-elements/models';
import type { LitElement } from 'lit';
import { ArcBase } from '../internal/arc-base.ts';
import { define } from '../internal/define.ts';
import { ArcErrorEvent } from '../internal/error-event.ts';
import { timing } from '../internal/timing.ts';
import { VERSION } from '../internal/version.ts';
import { defineLazy } from '../lazy-element/lazy-element.ts';
import { textOf } from '../testing/events.ts';
import { expectFailedLoads } from '../testing/failed-loads.ts';
import { account, arcError, connection, intervalData, meter } from '../testing/fixtures.ts';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession, type TestSession } from '../testing/test-session.ts';
import { messages } from './doctor.messages.ts';
import type { ArcDoctorElement } from './doctor.ts';

describe('arc-doctor', () => {
  async function setUp(session: TestSession): Promise<ArcDoctorElement> {
    const el = (await fixture(html`<arc-doctor .session=${session as ArcSession}></arc-doctor>`)) as ArcDoctorElement;
    await el.updateComplete;
    return el;
  }
  const codes = (el: Element) =>
    [...(el.shadowRoot?.querySelectorAll<HTMLElement>('[part=finding]') ?? [])].map(({ dataset }) => dataset.code);

  it('says that everything works, and then shows a problem with cause and fix', async () => {
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

  describe('on a page whose policy blocks something', () => {
    const BROKER = 'https://broker.example.com/plug/meters?secret=1';

    /** Sets up a doctor after these were blocked: directive, address, and sample if any. */
    async function after(session: TestSession, ...blocked: readonly (readonly [string, string, string?])[]) {
      const el = await setUp(session);
      for (const [effectiveDirective, blockedURI, sample = ''] of blocked) {
        document.dispatchEvent(
          new SecurityPolicyViolationEvent('securitypolicyviolation', {
            effectiveDirective,
            blockedURI,
            sample,
            violatedDirective: effectiveDirective,
            originalPolicy: '',
            disposition: 'enforce',
            documentURI: location.href,
            statusCode: 200,
          }),
        );
      }
      await el.updateComplete;
      return el;
    }
    const emptySession = () => createTestSession({ connections: [], accounts: [], meters: [] });
    const unreachable = (path: string) => new ArcError('network', 'No answer.', { request: { method: 'GET', path } });

    it('names a blocked request of an element by its origin, without the path', async () => {
      const session = emptySession();
      session.meters.setError(unreachable('/plug/meters'));
      const el = await after(session, ['connect-src', BROKER]);
      expect(codes(el)).to.deep.equal(['blocked-by-csp']);
      expect(textOf(el.shadowRoot)).to.contain('connect-src https://broker.example.com').and.to.not.contain('secret');
    });

    it('says which address to add to which directive', async () => {
      const session = emptySession();
      session.meters.setError(unreachable('/plug/meters'));
      const el = await after(
        session,
        ['connect-src', BROKER],
        ['script-src-elem', new URL('./other.js', import.meta.url).href],
      );
      expect(textOf(el.shadowRoot))
        .to.contain('Add https://broker.example.com to connect-src.')
        .and.to.contain(`Add ${location.origin} to script-src.`);
    });

    it('has a separate code for the session route', async () => {
      const session = createTestSession();
      session.setState({ status: 'failed', error: unreachable('/arc/session') });
      const el = await after(session, ['connect-src', `${location.origin}/arc/session`]);
      expect(codes(el)).to.deep.equal(['session-route-blocked']);
    });

    it('names files and Trusted Types policies of the elements, and a blocked Connect page', async () => {
      const el = await after(
        emptySession(),
        ['script-src-elem', new URL('./other.js', import.meta.url).href],
        ['trusted-types', 'trusted-types-policy', 'lit-html'],
        ['frame-src', 'https://connect.example.com'],
      );
      expect(el.report.facts.blocked).to.deep.equal([`script-src-elem ${location.origin}`, 'trusted-types lit-html']);
      const message = 'The policy of this site needs frame-src https://connect.example.com.';
      document.dispatchEvent(new ArcErrorEvent({ code: 'frame-blocked', message, element: 'arc-connect' }));
      expect(el.report.facts.blocked).to.contain('frame-src https://connect.example.com');
    });

    it('ignores blocked requests and scripts of the page itself', async () => {
      const el = await after(
        emptySession(),
        ['img-src', `${location.origin}/favicon.ico`],
        ['connect-src', 'https://analytics.example.com/collect'],
        ['script-src-elem', 'https://cdn.example.com/chat.js'],
        ['script-src', 'inline'],
        ['style-src-attr', 'inline'],
        ['frame-src', 'https://video.example.com'],
        ['trusted-types', 'trusted-types-policy', 'dompurify'],
      );
      expect(codes(el)).to.deep.equal([]);
    });
  });

  describe('on a page with shadow roots', () => {
    const { missingSession } = timing;
    before(() => {
      timing.missingSession = 20;
    });
    after(() => {
      timing.missingSession = missingSession;
    });

    /** Adds an element of the page with this content in its shadow root. */
    async function inRoot(mode: ShadowRootMode, content: string): Promise<HTMLElement> {
      const card = await fixture<HTMLElement>(html`<div></div>`);
      card.attachShadow({ mode }).innerHTML = content;
      return card;
    }
    const found = async (el: ArcDoctorElement, code: string): Promise<string> => {
      await waitUntil(() => codes(el).includes(code));
      return textOf(el.shadowRoot?.querySelector(`[data-code=${code}]`));
    };

    it('finds an element without a session, even in a closed root', async () => {
      const el = await setUp(createTestSession({ connections: [], accounts: [], meters: [] }));
      await inRoot('closed', '<arc-meter-list session="nobody"></arc-meter-list>');
      expect(await found(el, 'no-session')).to.contain('<arc-meter-list session="nobody">');
    });

    it('finds an element that names a session in another root', async () => {
      await inRoot('open', '<arc-session id="main"></arc-session>');
      await inRoot('open', '<arc-meter-list session="main"></arc-meter-list>');
      const el = await setUp(createTestSession({ connections: [], accounts: [], meters: [] }));
      expect(await found(el, 'session-in-other-root')).to.contain('<arc-meter-list session="main">');
    });

    it('does not report a chart without a session that shows data of the page', async () => {
      const el = await setUp(createTestSession({ connections: [], accounts: [], meters: [] }));
      const chart = await fixture<LitElement>(
        html`<arc-interval-chart .series=${intervalData().series}></arc-interval-chart>`,
      );
      await aTimeout(3 * timing.missingSession);
      await chart.updateComplete;
      el.requestUpdate();
      await el.updateComplete;
      expect(codes(el)).to.deep.equal([]);
    });

    it('checks a session in a shadow root if there is none around the doctor', async () => {
      const card = await inRoot('open', '<arc-session></arc-session>');
      const session = createTestSession({ connections: [], accounts: [], meters: [] });
      session.meters.setError(arcError('scope-missing'));
      Object.assign(card.shadowRoot?.querySelector('arc-session') as object, { session });
      const el = await fixture<ArcDoctorElement>(html`<arc-doctor></arc-doctor>`);
      await found(el, 'scope-missing');
      expect(codes(el)).to.not.contain('no-session');
    });
  });

  describe('on a page where a part of an element could not be loaded', () => {
    expectFailedLoads();

    it('names the element, even in a closed root, until the part is loaded', async () => {
      let isLost = true;
      defineLazy('arc-test-lost', {
        load: async () => {
          if (isLost) throw new Error('lost');
          define('arc-test-lost', class extends ArcBase {});
        },
        properties: {},
      });
      const el = await setUp(createTestSession({ connections: [], accounts: [], meters: [] }));
      const card = await fixture<HTMLElement>(html`<div></div>`);
      const part = document.createElement('arc-test-lost') as LitElement;
      card.attachShadow({ mode: 'closed' }).append(part);
      await waitUntil(() => codes(el).includes('part-not-loaded'));
      expect(el.report.facts.notLoaded).to.deep.equal(['<arc-test-lost>']);
      isLost = false;
      part.shadowRoot?.querySelector('arc-loading')?.shadowRoot?.querySelector<HTMLElement>('[part=retry]')?.click();
      await part.updateComplete;
      expect(el.report.findings).to.deep.equal([]);
    });
  });

  it('reports which version registered which tags', async () => {
    const el = await setUp(createTestSession({ connections: [], accounts: [], meters: [] }));
    expect(el.report.facts.registered.join()).to.match(new RegExp(`^${VERSION}: .*arc-doctor`));
  });

  it('shows codes from left to right in a language that is written from right to left', async () => {
    const session = createTestSession({ connections: [], accounts: [], meters: [] });
    const el = await setUp(session);
    el.lang = 'ar';
    session.meters.setError(arcError('origin-not-allowed'));
    await waitUntil(() => codes(el).length > 0);
    const code = el.shadowRoot?.querySelector('.finding__head code') as HTMLElement;
    await waitUntil(() => getComputedStyle(code.closest('[part=finding]') as Element).direction === 'rtl');
    expect(getComputedStyle(code).direction).to.equal('ltr');
  });

  it('reports no personal data', async () => {
    const el = await setUp(
      createTestSession({ connections: [connection()], accounts: [account()], meters: [meter()] }),
    );
    const report = JSON.stringify(el.report);
    for (const word of ['rivers', 'Lantern', '3220', '5500', 'Harbor', 'mtr_', 'user-1'])
      expect(report).to.not.contain(word);
  });

  it('releases every store when it is removed', async () => {
    const session = createTestSession({ connections: [], accounts: [], meters: [] });
    const el = await setUp(session);
    await removeForGood(el);
    expect(session.open).to.equal(0);
  });
});
