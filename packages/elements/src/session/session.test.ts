import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import './define.ts';
import '../connect/define.ts';
import '../connection-status/define.ts';
import '../feature-availability/define.ts';
import '../interval-chart/define.ts';
import '../meter-list/define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { ArcErrorEvent } from '../internal/error-event.ts';
import { timing } from '../internal/timing.ts';
import type { ArcMeterListElement } from '../meter-list/meter-list.ts';
import { collect, textOf } from '../testing/events.ts';
import { account, meter } from '../testing/fixtures.ts';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession } from '../testing/test-session.ts';
import type { ArcSessionElement } from './session.ts';

/** Counts the listeners on objects that outlive an element. */
function countListeners(...targets: EventTarget[]): { readonly open: number; stop(): void } {
  const open = new Set<unknown>();
  for (const target of targets) {
    target.addEventListener = (type: string, listener: EventListenerOrEventListenerObject | null, options?: object) => {
      open.add(listener);
      EventTarget.prototype.addEventListener.call(target, type, listener, options);
    };
    target.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject | null) => {
      open.delete(listener);
      EventTarget.prototype.removeEventListener.call(target, type, listener);
    };
  }
  return {
    get open() {
      return open.size;
    },
    stop() {
      for (const target of targets) {
        Reflect.deleteProperty(target, 'addEventListener');
        Reflect.deleteProperty(target, 'removeEventListener');
      }
    },
  };
}

const fetchSession = async () => ({
  token: 'header.payload.signature',
  session_id: 's-1',
  expires_at: new Date(Date.now() + 600_000).toISOString(),
});

describe('arc-session', () => {
  it('creates one session for all elements inside, and fires an event when it is ready', async () => {
    const el = document.createElement('arc-session') as ArcSessionElement;
    let calls = 0;
    el.broker = '/no-broker-here';
    el.fetchSession = async () => {
      calls += 1;
      return await fetchSession();
    };
    el.append(document.createElement('arc-meter-list'), document.createElement('arc-meter-list'));
    const ready = oneEvent(el, 'arc-session-ready');
    document.body.append(el);
    await ready;
    expect(calls).to.equal(1);
    el.remove();
  });

  it('fetches one session for twenty elements, and leaves no listener when all are removed', async () => {
    const el = document.createElement('arc-session') as ArcSessionElement;
    let sessions = 0;
    el.broker = '/no-broker-here';
    el.fetchSession = async () => {
      sessions += 1;
      return await fetchSession();
    };
    const tags = ['arc-meter-list', 'arc-connection-status', 'arc-feature-availability', 'arc-connect'];
    for (let i = 0; i < 20; i++) el.append(document.createElement(tags[i % tags.length] as string));
    const added = countListeners(document, window);
    const ready = oneEvent(el, 'arc-session-ready');
    document.body.append(el);
    await ready;
    expect(sessions).to.equal(1);
    expect(added.open).to.be.greaterThan(0);
    await removeForGood(el);
    expect(added.open).to.equal(0);
    added.stop();
  });

  it('fires arc-error if the session cannot be started', async () => {
    const el = document.createElement('arc-session') as ArcSessionElement;
    el.broker = '/no-broker-here';
    el.fetchSession = async () => await Promise.reject(new TypeError('offline'));
    el.append(document.createElement('arc-meter-list'));
    const failed = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
    document.body.append(el);
    expect((await failed).detail.code).to.be.a('string');
    el.remove();
  });

  it('names a missing attribute in arc-error', async () => {
    const { incompleteSession } = timing;
    timing.incompleteSession = 0;
    try {
      const el = document.createElement('arc-session') as ArcSessionElement;
      el.sessionUrl = '/arc/session';
      const failed = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
      document.body.append(el);
      expect((await failed).detail.message).to.contain('`broker`');
      el.remove();
    } finally {
      timing.incompleteSession = incompleteSession;
    }
  });

  for (const broker of ['broker.example.com', 'not a url', 'broker.example.com:4020/arc']) {
    it(`refuses a broker address that is neither a URL nor a path: ${broker}`, async () => {
      const { incompleteSession } = timing;
      timing.incompleteSession = 0;
      const el = document.createElement('arc-session') as ArcSessionElement;
      try {
        Object.assign(el, { sessionUrl: '/arc/session', broker });
        const failed = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
        document.body.append(el);
        expect((await failed).detail.message).to.contain('https://');
        expect(el.current).to.equal(undefined);
      } finally {
        timing.incompleteSession = incompleteSession;
        el.remove();
      }
    });
  }

  for (const broker of ['/arc', './arc', '../arc.php', 'arc', 'https://broker.example.com', '//broker.example.com']) {
    it(`accepts a broker address that is a URL or a path: ${broker}`, async () => {
      const el = document.createElement('arc-session') as ArcSessionElement;
      Object.assign(el, { broker, fetchSession });
      document.body.append(el);
      await el.updateComplete;
      expect(el.current).to.exist;
      el.remove();
    });
  }

  it('keeps its session when it is moved, and ends it when it is removed', async () => {
    const el = document.createElement('arc-session') as ArcSessionElement;
    el.broker = '/no-broker-here';
    el.fetchSession = fetchSession;
    document.body.append(el);
    await el.updateComplete;
    const session = el.current;
    expect(session).to.exist;
    const box = await fixture(html`<div></div>`);
    box.append(el);
    await Promise.resolve();
    await el.updateComplete;
    expect(el.current).to.equal(session);
    await removeForGood(el);
    expect(el.current).to.equal(undefined);
    document.body.append(el);
    await el.updateComplete;
    expect(el.current).to.exist.and.to.not.equal(session);
    el.remove();
  });

  it('keeps its session and its watched stores when it is out of the document for a moment', async () => {
    const el = document.createElement('arc-session') as ArcSessionElement;
    let calls = 0;
    el.broker = '/no-broker-here';
    el.fetchSession = async () => {
      calls += 1;
      return await fetchSession();
    };
    el.append(document.createElement('arc-meter-list'));
    const ready = oneEvent(el, 'arc-session-ready');
    document.body.append(el);
    await ready;
    const { current } = el;
    const readyAgain = collect(el, 'arc-session-ready');
    const live = () => current?.state.getState().live;
    expect(live()).to.not.equal('off');
    for (let i = 0; i < 2; i++) {
      el.remove();
      await aTimeout(0);
      expect(live(), 'out of the document').to.not.equal('off');
      document.body.append(el);
      await el.updateComplete;
    }
    expect(el.current).to.equal(current);
    expect([calls, readyAgain.events.length]).to.deep.equal([1, 0]);
    await removeForGood(el);
    expect(live(), 'removed').to.equal('off');
  });

  it('keeps the stores of an element that is moved', async () => {
    const session = createTestSession({ meters: [meter()], accounts: [account()], connections: [] });
    const el = await fixture(
      html`<arc-session .session=${session as ArcSession}><arc-meter-list></arc-meter-list></arc-session>`,
    );
    const list = el.firstElementChild as ArcMeterListElement;
    const open = session.open;
    const shown = textOf(list.shadowRoot);
    list.remove();
    await aTimeout(0);
    expect(session.open).to.equal(open);
    el.append(list);
    await list.updateComplete;
    expect([session.open, textOf(list.shadowRoot)]).to.deep.equal([open, shown]);
  });

  it('does not dispose a session that was set as its property', async () => {
    const session = createTestSession({ meters: [] });
    let disposed = 0;
    session.dispose = () => {
      disposed += 1;
    };
    const el = (await fixture(
      html`<arc-session .session=${session as ArcSession}></arc-session>`,
    )) as ArcSessionElement;
    await removeForGood(el);
    expect(disposed).to.equal(0);
    expect(session.open).to.equal(0);
  });

  it('signs out and fires an event, and the elements inside show it', async () => {
    const session = createTestSession({ meters: [] });
    const el = (await fixture(
      html`<arc-session .session=${session as ArcSession}><arc-meter-list></arc-meter-list></arc-session>`,
    )) as ArcSessionElement;
    const signedOut = oneEvent(el, 'arc-session-signed-out');
    el.signOut();
    await signedOut;
    const list = el.querySelector('arc-meter-list');
    await list?.updateComplete;
    expect(list?.shadowRoot?.querySelector('[part=error]')?.getAttribute('data-code')).to.equal('signed-out');
  });

  it('fires arc-session-signed-out once for each person, whatever the reason', async () => {
    const session = createTestSession({ meters: [] });
    const el = (await fixture(
      html`<arc-session .session=${session as ArcSession}></arc-session>`,
    )) as ArcSessionElement;
    const fired: string[] = [];
    for (const name of ['ready', 'expired', 'signed-out']) {
      el.addEventListener(`arc-session-${name}`, () => fired.push(name));
    }
    const eventsOf = async (patch: Parameters<typeof session.setState>[0]) => {
      fired.length = 0;
      session.setState(patch);
      await el.updateComplete;
      return fired.join();
    };
    expect(await eventsOf({ live: 'polling' }), 'no change of status').to.equal('');
    expect(await eventsOf({ person: 2 }), 'another person').to.equal('signed-out,ready');
    expect(await eventsOf({ status: 'expired' }), 'the token expired').to.equal('expired');
    expect(await eventsOf({ status: 'ready' }), 'the token was renewed').to.equal('ready');
    expect(await eventsOf({ person: 3, status: 'signed-out' }), 'nobody is signed in').to.equal('signed-out');
    expect(await eventsOf({ status: 'ready' }), 'somebody signed in').to.equal('ready');
    fired.length = 0;
    session.signOut();
    session.setState({ status: 'starting' });
    await el.updateComplete;
    expect(fired.join(), 'signed out and restarted at once').to.equal('signed-out');
    fired.length = 0;
    el.session = createTestSession({ meters: [] }) as ArcSession;
    await el.updateComplete;
    expect(fired.join(), 'another session of the page').to.equal('ready');
  });

  describe('lays out the elements inside', () => {
    /** Resolves to the space between the children, from top to bottom, px. */
    const gaps = async (style: string) => {
      const el =
        await fixture(html`<arc-session style=${style} .session=${createTestSession({ meters: [] }) as ArcSession}>
        <arc-connect></arc-connect><arc-meter-list></arc-meter-list><arc-interval-chart></arc-interval-chart>
        <template></template><p style="margin: 0">Of the page</p>
      </arc-session>`);
      const boxes = [...el.querySelectorAll('arc-connect, arc-meter-list, arc-interval-chart, p')].map((each) =>
        each.getBoundingClientRect(),
      );
      return boxes.slice(1).map(({ top }, i) => Math.round(top - (boxes[i]?.bottom ?? 0)));
    };

    it('with a gap that --arc-gap sets', async () => {
      expect(await gaps('')).to.deep.equal([16, 16, 16]);
      expect(await gaps('--arc-gap: 40px')).to.deep.equal([40, 40, 40]);
      expect(await gaps('--arc-gap: 0')).to.deep.equal([0, 0, 0]);
    });

    it('unless the page sets another display', async () => {
      expect(
        getComputedStyle(await fixture(html`<arc-session style="display: contents"><p></p></arc-session>`)).display,
      ).to.equal('contents');
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('arc-session { display: block }');
      document.adoptedStyleSheets.push(sheet);
      const found = await gaps('--arc-gap: 40px');
      document.adoptedStyleSheets.pop();
      expect(found).to.deep.equal([0, 0, 0]);
    });

    it('and takes no space if it is empty', async () => {
      const el = await fixture(html`<arc-session .session=${createTestSession() as ArcSession}></arc-session>`);
      expect(getComputedStyle(el).display).to.equal('contents');
    });
  });
});
