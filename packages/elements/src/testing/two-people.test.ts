import { aTimeout, expect, fixture, html, nextFrame } from '@open-wc/testing';
import { waitUntil } from './wait-until.ts';
import '../account-profile/define.ts';
import '../connect/define.ts';
import '../connection-status/define.ts';
import '../doctor/define.ts';
import '../feature-availability/define.ts';
import '../feature-gate/define.ts';
import '../interval-chart/define.ts';
import '../meter-list/define.ts';
import '../session/define.ts';
import type { LitElement } from 'lit';
import type { ArcConnectElement } from '../connect/connect.ts';
import type { ArcFeatureGateElement } from '../feature-gate/feature-gate.ts';
import { errors } from '../internal/errors.ts';
import type { ArcIntervalChartElement } from '../interval-chart/interval-chart.ts';
import type { ArcMeterListElement } from '../meter-list/meter-list.ts';
import type { ArcSessionElement } from '../session/session.ts';
import { contentOf, type Name, TwoPeople } from './two-people.ts';

const find = <E extends HTMLElement = HTMLElement>(el: Element, selector: string): E =>
  el.shadowRoot?.querySelector(selector) as E;

/** Waits for an element in the shadow root of `el`. */
async function waitFor<E extends HTMLElement = HTMLElement>(el: Element, selector: string): Promise<E> {
  await waitUntil(() => find(el, selector), `${el.localName} ${selector}`);
  return find(el, selector);
}

function typeInto(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** How a test uses an element, and finds whose data it shows. */
interface Case {
  readonly tag: string;
  /** Uses the element as this person. Requests that it starts stay unanswered. */
  readonly use: (el: Element, name: Name) => Promise<void> | void;
  /** Whose data the element shows, `null` if it cannot tell. Default: found by the name. */
  readonly shownPerson?: (el: Element) => Name | null;
  /** Checks that nothing else of the last person is left. */
  readonly expectReset?: (el: Element) => void;
  /** True if it shows no message while nobody is signed in. */
  readonly silent?: true;
}

const CASES: readonly Case[] = [
  {
    tag: 'arc-account-profile',
    async use(el, name) {
      typeInto(await waitFor<HTMLInputElement>(el, '#field-address1'), `2 ${name} Road`);
      find(el, '[part=save]').click();
    },
    expectReset(el) {
      expect(find(el, '[part=error]')).to.equal(null);
      expect(find(el, '[part=save]').ariaDisabled).to.not.equal('true');
    },
  },
  {
    tag: 'arc-connect',
    async use(el) {
      (el as ArcConnectElement).open();
      await waitFor(el, 'iframe');
    },
    shownPerson: (el) => (find(el, 'button').textContent?.includes('another') ? null : 'ADA'),
    expectReset(el) {
      expect((el as ArcConnectElement).opened).to.equal(false);
      expect(find<HTMLDialogElement>(el, 'dialog').open).to.equal(false);
    },
    silent: true,
  },
  {
    tag: 'arc-connection-status',
    async use(el) {
      const connect = await waitFor<ArcConnectElement>(el, 'arc-connect');
      connect.open();
      await waitFor(connect, 'iframe');
    },
    expectReset: (el) => expect(find<ArcConnectElement>(el, 'arc-connect').opened).to.equal(false),
  },
  {
    tag: 'arc-feature-availability',
    async use(el, name) {
      (await waitFor(el, '.eye')).click();
      typeInto(find<HTMLInputElement>(el, '[type=search]'), `8 ${name}`);
    },
    expectReset(el) {
      expect(find(el, '[part=number]').textContent).to.match(/^••••/);
      expect(find<HTMLInputElement>(el, '[type=search]').value).to.equal('');
    },
  },
  {
    tag: 'arc-feature-gate',
    use() {},
    shownPerson(el) {
      const { state } = el as ArcFeatureGateElement;
      return state === 'available' ? 'ADA' : state === 'not-available' ? 'HAL' : null;
    },
  },
  {
    tag: 'arc-meter-list',
    async use(el) {
      (await waitFor(el, '[part=select]')).click();
      find(el, '[part=activate]').click();
    },
    expectReset(el) {
      expect((el as ArcMeterListElement).meterId).to.equal('');
      expect(find(el, '.row--selected')).to.equal(null);
      expect(find(el, '[part=activate]').ariaDisabled).to.not.equal('true');
    },
  },
  {
    tag: 'arc-interval-chart',
    async use(el) {
      (await waitFor(el, '[part~=range-week]')).click();
      find(el, '[part~=options-button]').click();
      (await waitFor(el, '[part~=table-toggle]')).click();
      await (el as ArcIntervalChartElement).updateComplete;
      find(el, '[part~=sort]').click();
    },
    expectReset(el) {
      expect((el as ArcIntervalChartElement).range).to.equal(undefined);
      expect(find(el, '[part~=range-all]').ariaPressed).to.equal('true');
      expect(find(el, '[aria-sort]')).to.equal(null);
    },
  },
  { tag: 'arc-doctor', use() {}, shownPerson: () => null, silent: true },
];

/** Ways in which the person of a session changes. */
const CHANGES: Readonly<Record<string, (people: TwoPeople) => Promise<void>>> = {
  'signs in after a sign-out': async ({ session }) => {
    session.signOut();
    await nextFrame();
    session.retry();
  },
  'is the person of the next token': async (people) => {
    people.tokens.clear();
    await people.session.client.credentials.list().catch(() => undefined);
  },
};

async function create(tag: string, people: TwoPeople): Promise<LitElement> {
  const session = document.createElement('arc-session') as ArcSessionElement;
  session.session = people.session;
  const el = document.createElement(tag) as LitElement;
  el.lang = 'en-US';
  if (tag === 'arc-feature-gate') el.setAttribute('feature', 'charge_cost');
  // Loads the lists, which the gate and the button do not load themselves.
  session.append(el, document.createElement('arc-connection-status'));
  (await fixture(html`<div></div>`)).append(session);
  await el.updateComplete;
  return el;
}

const shows = ({ shownPerson }: Case, el: Element, name: Name): boolean =>
  shownPerson === undefined ? contentOf(el).includes(name) : shownPerson(el) === null || shownPerson(el) === name;

async function settled(el: LitElement): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await aTimeout(0);
    await el.updateComplete;
  }
}

describe('two people on one page', () => {
  for (const each of CASES) {
    for (const [first, second] of [
      ['ADA', 'HAL'],
      ['HAL', 'ADA'],
    ] as const) {
      for (const [how, change] of Object.entries(CHANGES)) {
        it(`<${each.tag}> keeps no data of ${first} when ${second} ${how}`, async () => {
          const people = new TwoPeople(first);
          const el = await create(each.tag, people);
          await waitUntil(() => shows(each, el, first), 'the first is shown');
          const release = people.hold(first);
          await each.use(el, first);
          await el.updateComplete;
          void people.session.refresh();
          await nextFrame();
          people.signedIn = second;
          await change(people);
          await waitUntil(() => shows(each, el, second), 'the second is shown');
          release();
          await settled(el);
          expect(contentOf(el), 'no data of the first').to.not.contain(first);
          expect(shows(each, el, second)).to.equal(true);
          each.expectReset?.(el);
          const wrong = people.sent.filter(({ name, body }) => body.includes(first) && name !== first);
          expect(wrong, 'no data of the first is sent as the second').to.deep.equal([]);
          people.session.dispose();
        });
      }
    }

    it(`<${each.tag}> hides its data once nobody is signed in, and says so in every language`, async () => {
      const people = new TwoPeople('ADA');
      const el = await create(each.tag, people);
      await waitUntil(() => shows(each, el, 'ADA'), 'the first is shown');
      await each.use(el, 'ADA');
      people.signedIn = null;
      people.tokens.clear();
      await people.session.client.credentials.list().catch(() => undefined);
      await settled(el);
      expect(contentOf(el)).to.not.contain('ADA');
      if (each.silent === undefined) {
        for (const locale of ['en', 'de', 'es', 'fr', 'ar']) {
          await errors.module(locale)?.load();
          el.lang = locale;
          await settled(el);
          const error = find(el, '[part=error]');
          expect(error.dataset.code).to.equal('unauthorized');
          expect(error.role).to.equal('alert');
          const { title, hint } = errors.in(locale).unauthorized;
          expect(error.textContent).to.contain(title).and.to.contain(hint);
        }
        await expect(el).to.be.accessible();
        el.lang = 'en-US';
      }
      people.signedIn = 'HAL';
      if (each.silent === undefined) find(el, '[part~=retry]').click();
      else people.session.retry();
      await waitUntil(() => shows(each, el, 'HAL'), 'the second is shown');
      await settled(el);
      expect(contentOf(el)).to.not.contain('ADA');
      each.expectReset?.(el);
      people.session.dispose();
    });
  }
});
