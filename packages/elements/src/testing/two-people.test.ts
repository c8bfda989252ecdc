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

async function there<E extends HTMLElement = HTMLElement>(el: Element, selector: string): Promise<E> {
  await waitUntil(() => find(el, selector), `${el.localName} ${selector}`);
  return find(el, selector);
}

function typeInto(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** An element, what shows whose it is, and what a person does in it that it keeps. */
interface Case {
  readonly tag: string;
  /** What a person does, with the name in it; what it asks for stays on its way. */
  readonly use: (el: Element, name: Name) => Promise<void> | void;
  /** How to tell that it is the person's; without it, by the name. */
  readonly of?: (el: Element) => Name | null;
  /** What else has to be as new for the next person. */
  readonly asNew?: (el: Element) => void;
  /** Shows no data of its own, and says nothing while nobody is signed in. */
  readonly silent?: true;
}

const CASES: readonly Case[] = [
  {
    tag: 'arc-account-profile',
    async use(el, name) {
      typeInto(await there<HTMLInputElement>(el, '#field-address1'), `2 ${name} Road`);
      find(el, '[part=save]').click();
    },
    asNew(el) {
      expect(find(el, '[part=error]')).to.equal(null);
      expect(find(el, '[part=save]').ariaDisabled).to.not.equal('true');
    },
  },
  {
    tag: 'arc-connect',
    async use(el) {
      (el as ArcConnectElement).open();
      await there(el, 'iframe');
    },
    of: (el) => (find(el, 'button').textContent?.includes('another') ? null : 'ADA'),
    asNew(el) {
      expect((el as ArcConnectElement).opened).to.equal(false);
      expect(find<HTMLDialogElement>(el, 'dialog').open).to.equal(false);
    },
    silent: true,
  },
  {
    tag: 'arc-connection-status',
    async use(el) {
      const connect = await there<ArcConnectElement>(el, 'arc-connect');
      connect.open();
      await there(connect, 'iframe');
    },
    asNew: (el) => expect(find<ArcConnectElement>(el, 'arc-connect').opened).to.equal(false),
  },
  {
    tag: 'arc-feature-availability',
    async use(el, name) {
      (await there(el, '.eye')).click();
      typeInto(find<HTMLInputElement>(el, '[type=search]'), `8 ${name}`);
    },
    asNew(el) {
      expect(find(el, '[part=number]').textContent).to.match(/^••••/);
      expect(find<HTMLInputElement>(el, '[type=search]').value).to.equal('');
    },
  },
  {
    tag: 'arc-feature-gate',
    use() {},
    of(el) {
      const { state } = el as ArcFeatureGateElement;
      return state === 'available' ? 'ADA' : state === 'not-available' ? 'HAL' : null;
    },
  },
  {
    tag: 'arc-meter-list',
    async use(el) {
      (await there(el, '[part=select]')).click();
      find(el, '[part=activate]').click();
    },
    asNew(el) {
      expect((el as ArcMeterListElement).meterId).to.equal('');
      expect(find(el, '.row--selected')).to.equal(null);
      expect(find(el, '[part=activate]').ariaDisabled).to.not.equal('true');
    },
  },
  {
    tag: 'arc-interval-chart',
    async use(el) {
      (await there(el, '[part~=range-week]')).click();
      find(el, '[part~=options-button]').click();
      (await there(el, '[part~=table-toggle]')).click();
      await (el as ArcIntervalChartElement).updateComplete;
      find(el, '[part~=sort]').click();
    },
    asNew(el) {
      expect((el as ArcIntervalChartElement).range).to.equal(undefined);
      expect(find(el, '[part~=range-all]').ariaPressed).to.equal('true');
      expect(find(el, '[aria-sort]')).to.equal(null);
    },
  },
  { tag: 'arc-doctor', use() {}, of: () => null, silent: true },
];

/** Ways in which a session comes to somebody else. */
const WAYS: Readonly<Record<string, (people: TwoPeople, second: Name) => Promise<void>>> = {
  'signs out, and somebody else signs in': async ({ session }, second) => {
    session.signOut();
    await nextFrame();
    session.retry();
    expect(second).to.exist;
  },
  'is somebody else at the next token': async (people) => {
    people.tokens.clear();
    await people.session.client.credentials.list().catch(() => undefined);
  },
};

async function made(tag: string, people: TwoPeople): Promise<LitElement> {
  const session = document.createElement('arc-session') as ArcSessionElement;
  session.session = people.session;
  const el = document.createElement(tag) as LitElement;
  el.lang = 'en-US';
  if (tag === 'arc-feature-gate') el.setAttribute('feature', 'charge_cost');
  // Somebody has to read what the gate and the button only follow.
  session.append(el, document.createElement('arc-connection-status'));
  (await fixture(html`<div></div>`)).append(session);
  await el.updateComplete;
  return el;
}

const isOf = ({ of }: Case, el: Element, name: Name): boolean =>
  of === undefined ? contentOf(el).includes(name) : of(el) === null || of(el) === name;

async function settled(el: LitElement): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await aTimeout(0);
    await el.updateComplete;
  }
}

describe('two people at one page', () => {
  for (const each of CASES) {
    for (const [first, second] of [
      ['ADA', 'HAL'],
      ['HAL', 'ADA'],
    ] as const) {
      for (const [way, change] of Object.entries(WAYS)) {
        it(`<${each.tag}> keeps nothing of ${first} when ${first} ${way}: ${second}`, async () => {
          const people = new TwoPeople(first);
          const el = await made(each.tag, people);
          await waitUntil(() => isOf(each, el, first), 'the first is shown');
          const release = people.hold(first);
          await each.use(el, first);
          await el.updateComplete;
          void people.session.refresh();
          await nextFrame();
          people.signedIn = second;
          await change(people, second);
          await waitUntil(() => isOf(each, el, second), 'the second is shown');
          release();
          await settled(el);
          expect(contentOf(el), 'nothing of the first').to.not.contain(first);
          expect(isOf(each, el, second)).to.equal(true);
          each.asNew?.(el);
          const wrong = people.sent.filter(({ name, body }) => body.includes(first) && name !== first);
          expect(wrong, 'nothing of the first is sent as the second').to.deep.equal([]);
          people.session.dispose();
        });
      }
    }

    it(`<${each.tag}> hides what it has while nobody is signed in any more, says so in every language, and what to do`, async () => {
      const people = new TwoPeople('ADA');
      const el = await made(each.tag, people);
      await waitUntil(() => isOf(each, el, 'ADA'), 'it is shown');
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
      await waitUntil(() => isOf(each, el, 'HAL'), 'the next one is shown');
      await settled(el);
      expect(contentOf(el)).to.not.contain('ADA');
      each.asNew?.(el);
      people.session.dispose();
    });
  }
});
