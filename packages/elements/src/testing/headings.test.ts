import { expect, fixture, html } from '@open-wc/testing';
import '../account-profile/define.ts';
import '../connection-status/define.ts';
import '../doctor/define.ts';
import '../interval-chart/define.ts';
import '../meter-list/define.ts';
import '../session/define.ts';
import type { ArcSession } from '@arc-elements/client';
import { decodeAccount } from '@arc-elements/models';
import type { LitElement } from 'lit';
import type { ArcConnectElement } from '../connect/connect.ts';
import { connection, intervalData, meter, rejectedConnection } from './fixtures.ts';
import { createTestSession } from './test-session.ts';

/** Elements with headings, and the levels of these if the uppermost is 2. */
const LEVELS: Readonly<Record<string, readonly number[]>> = {
  'arc-connection-status': [2, 2],
  'arc-meter-list': [2],
  'arc-interval-chart': [2],
  'arc-account-profile': [2, 2],
  'arc-doctor': [2, 3],
};

const session = () =>
  createTestSession({
    connections: [connection(), rejectedConnection({ id: 'arc:13' })],
    accounts: [],
    meters: [meter()],
    intervals: { mtr_1: intervalData() },
    profile: { find: async () => decodeAccount({ accountId: 'a', status: 'ACTIVE' }) },
  });

/** Creates an element in an `arc-session`, with attributes on either of them. */
async function create(
  tag: string,
  attributes: Record<string, string>,
  sessionAttributes: Record<string, string> = {},
): Promise<LitElement> {
  const box = await fixture<HTMLElement & { session?: ArcSession }>(html`<arc-session></arc-session>`);
  const test = session();
  // A problem for the doctor to find.
  test.setState({ live: 'polling' });
  box.session = test;
  const el = document.createElement(tag) as LitElement;
  for (const [name, value] of Object.entries(sessionAttributes)) box.setAttribute(name, value);
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  box.append(el);
  for (let i = 0; i < 3; i++) await el.updateComplete;
  return el;
}

/** Returns the heading levels for assistive technology, with those of nested elements. */
function levelsIn(root: ParentNode): number[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((each) => [
    ...(/^h\d$/.test(each.localName) ? [Number(each.ariaLevel ?? each.localName.slice(1))] : []),
    ...(each.shadowRoot === null ? [] : levelsIn(each.shadowRoot)),
  ]);
}

const levelsOf = (el: Element) => levelsIn(el.shadowRoot as ShadowRoot);
const from = (level: number, levels: readonly number[] = []) => levels.map((each) => each - 2 + level);

describe('heading-level', () => {
  for (const [tag, levels] of Object.entries(LEVELS)) {
    it(`of ${tag} is its own, else that of its session, else 2, and nested headings follow`, async () => {
      expect(levelsOf(await create(tag, {})), 'default').to.deep.equal(levels);
      expect(levelsOf(await create(tag, { 'heading-level': '4' })), 'own').to.deep.equal(from(4, levels));
      expect(levelsOf(await create(tag, {}, { 'heading-level': '3' })), 'of the session').to.deep.equal(
        from(3, levels),
      );
      const both = await create(tag, { 'heading-level': '4' }, { 'heading-level': '3' });
      expect(levelsOf(both), 'its own wins').to.deep.equal(from(4, levels));
      both.removeAttribute('heading-level');
      await both.updateComplete;
      await both.updateComplete;
      expect(levelsOf(both), 'removed').to.deep.equal(from(3, levels));
    });
  }

  it('applies to the dialog that a card opens', async () => {
    const el = await create('arc-connection-status', { 'heading-level': '3' });
    const connect = el.shadowRoot?.querySelector('arc-connect') as ArcConnectElement;
    connect.open();
    await connect.updateComplete;
    expect(levelsOf(connect)).to.deep.equal([4]);
    connect.close();
  });

  it('is 2 if it is invalid, and nested headings have at most level 6', async () => {
    expect(levelsOf(await create('arc-meter-list', { 'heading-level': 'big' }))).to.deep.equal([2]);
    expect(levelsOf(await create('arc-doctor', { 'heading-level': '6' }))).to.deep.equal([6, 6]);
  });
});
