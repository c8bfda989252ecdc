import { expect, fixture, html } from '@open-wc/testing';
import '../account-profile/define.ts';
import '../connect/define.ts';
import '../connection-status/define.ts';
import '../doctor/define.ts';
import '../feature-availability/define.ts';
import '../interval-chart/define.ts';
import '../meter-list/define.ts';
import type { ArcSession } from '@arc-elements/client';
import { type Account, decodeAccount } from '@arc-elements/models';
import type { LitElement } from 'lit';
import { VISIBLE_TAGS } from './element-classes.ts';
import { account, arcError, connection, meter, rejectedConnection } from './fixtures.ts';
import { household } from './household.ts';
import { createTestSession, type TestSession } from './test-session.ts';

const MIN_TARGET_PX = 24;
const TARGETS =
  'a[href], button, select, summary, input:not([hidden], [type=radio], [type=checkbox]), label:has(input)';

const profile = decodeAccount({
  accountId: 'a',
  status: 'ACTIVE',
  address: { address1: '18 Lantern Street', zip: '03801' },
  properties: { customerClass: { keyName: 'customerClass', dataValue: '1' } },
  tariffs: [
    { masterTariffId: 1, tariffName: 'Time of use', customerLikelihood: 74 },
    { masterTariffId: 2, tariffName: 'Standard', customerLikelihood: 22 },
  ],
}) as Account;

/** Returns a household with buttons in every element. */
const householdWithButtons = (): TestSession =>
  household({
    connections: [rejectedConnection(), connection({ id: 'arc:13', utilityName: 'Bay Gas' })],
    accounts: Array.from({ length: 9 }, (_, id) => account({ id })),
    meters: [meter(), meter({ id: 'mtr_2', status: 'INTERVALS_NOT_REQUESTED' })],
    profile: { find: async () => profile },
  });

async function create(tag: string, session: TestSession, width: number, lang = 'en'): Promise<LitElement> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.style.inlineSize = `${width}px`;
  const el = document.createElement(tag) as LitElement & { session?: ArcSession };
  el.session = session;
  el.lang = lang;
  box.append(el);
  await el.updateComplete;
  await el.updateComplete;
  return el;
}

function* within(root: ParentNode): Iterable<HTMLElement> {
  for (const each of root.querySelectorAll<HTMLElement>('*')) {
    yield each;
    if (each.shadowRoot !== null) yield* within(each.shadowRoot);
  }
}

describe('every element', () => {
  for (const tag of VISIBLE_TAGS.filter((each) => each !== 'arc-feature-gate')) {
    it(`${tag} has no button or link smaller than ${MIN_TARGET_PX} px`, async () => {
      for (const width of [320, 900]) {
        const el = await create(tag, householdWithButtons(), width);
        const small = [...within(el.shadowRoot as ShadowRoot)]
          .filter((each) => each.matches(TARGETS) && each.checkVisibility())
          .map((each) => ({ each, box: each.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && (box.width < MIN_TARGET_PX || box.height < MIN_TARGET_PX))
          .map(({ each, box }) => `${each.outerHTML.slice(0, 80)} ${box.width}×${box.height}`);
        expect(small, `${width} px`).to.deep.equal([]);
      }
    });

    it(`${tag} fits 320 px, and 640 px with text at 200 %, in German, which has the longest words`, async () => {
      for (const [width, fontSize] of [
        [320, '100%'],
        [640, '200%'],
      ] as const) {
        const el = await create(tag, householdWithButtons(), width, 'de');
        el.style.fontSize = fontSize;
        const room = (el.parentElement as HTMLElement).getBoundingClientRect();
        for (const each of within(el.shadowRoot as ShadowRoot)) {
          // Content that scrolls may be wider, and hidden content has no place.
          if (!each.checkVisibility() || each.closest('.visually-hidden, svg, .tabs, .table-box, [part~=plot]'))
            continue;
          const box = each.getBoundingClientRect();
          if (box.width === 0) continue;
          expect(box.right, `${fontSize} ${each.outerHTML.slice(0, 90)}`).to.be.at.most(room.right + 1);
        }
      }
    });

    it(`${tag} does not show the code or the message of an error`, async () => {
      const session = createTestSession();
      const secret = arcError('upstream-failed', 'ECONNREFUSED 10.0.0.7');
      for (const store of [session.connections, session.accounts, session.meters]) store.setError(secret);
      const el = await create(tag, session, 600);
      const words = [...within(el.shadowRoot as ShadowRoot)].filter((each) => !each.matches('code, style, code *'));
      const text = words.flatMap((each) =>
        [...each.childNodes].filter((node) => node instanceof Text).map(({ data }) => data),
      );
      expect(text.join(' ')).to.not.match(/upstream-failed|ECONNREFUSED|10\.0\.0\.7/);
    });
  }

  it('says that it is still loading after ten seconds', async () => {
    for (const tag of ['arc-connection-status', 'arc-feature-availability', 'arc-meter-list', 'arc-interval-chart']) {
      const el = await create(tag, createTestSession(), 600);
      const words = el.shadowRoot?.querySelector<HTMLElement>('.waiting__words') as HTMLElement;
      expect(words.checkVisibility({ visibilityProperty: true }), tag).to.equal(false);
      for (const animation of words.getAnimations()) animation.finish();
      expect(words.checkVisibility({ visibilityProperty: true }), tag).to.equal(true);
      expect(words.textContent).to.contain('longer than usual');
    }
  });
});
