import type { ArcSession } from '@arc-elements/client';
import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession } from '../testing/test-session.ts';
import { PersonalState } from './personal-state.ts';

class Notebook extends LitElement {
  session: ArcSession | undefined;
  left: string[] = [];
  readonly note = new PersonalState(
    this,
    () => (this.isConnected ? this.session : undefined),
    () => ({ text: '' }),
    ({ text }) => this.left.push(text),
  );

  protected override render() {
    return html`${this.note.value.text}`;
  }
}
customElements.define('test-notebook', Notebook);

async function setUp(session: ArcSession | undefined): Promise<Notebook> {
  const el = document.createElement('test-notebook') as Notebook;
  el.session = session;
  (await fixture(html`<div></div>`)).append(el);
  await el.updateComplete;
  return el;
}

const write = (el: Notebook, text: string) => {
  el.note.value.text = text;
};

describe('PersonalState', () => {
  it('is kept until the person changes, and then made anew even if nobody reads it', async () => {
    const session = createTestSession();
    const el = await setUp(session as ArcSession);
    write(el, 'mine');
    session.setState({ status: 'expired' });
    session.setState({ status: 'ready' });
    expect(el.note.value.text).to.equal('mine');
    session.setState({ person: 2 });
    await el.updateComplete;
    expect(el.left).to.deep.equal(['mine']);
    expect(el.shadowRoot?.textContent).to.equal('');
  });

  it('is another object as soon as the person changes, so that a late answer is not shown', async () => {
    const session = createTestSession();
    const el = await setUp(session as ArcSession);
    const old = el.note.value;
    session.setState({ person: 2 });
    expect(el.note.value).to.not.equal(old);
    old.text = 'too late';
    el.requestUpdate();
    await el.updateComplete;
    expect(el.shadowRoot?.textContent).to.equal('');
  });

  it('is made anew for another session', async () => {
    const el = await setUp(createTestSession() as ArcSession);
    write(el, 'mine');
    el.session = createTestSession() as ArcSession;
    el.requestUpdate();
    await el.updateComplete;
    expect([el.note.value.text, ...el.left]).to.deep.equal(['', 'mine']);
  });

  it('is kept when the element moves in the page, and from before the first session', async () => {
    const el = await setUp(undefined);
    write(el, 'before there was a session');
    el.session = createTestSession() as ArcSession;
    el.requestUpdate();
    await el.updateComplete;
    const parent = el.parentElement;
    el.remove();
    expect(el.note.value.text).to.equal('before there was a session');
    parent?.append(el);
    await el.updateComplete;
    expect(el.note.value.text).to.equal('before there was a session');
    expect(el.left).to.deep.equal([]);
  });

  it('is made anew if the person changed while the element was out of the page', async () => {
    const session = createTestSession();
    const el = await setUp(session as ArcSession);
    write(el, 'mine');
    const parent = el.parentElement;
    await removeForGood(el);
    session.signOut();
    expect(session.open).to.equal(0);
    parent?.append(el);
    await el.updateComplete;
    expect(el.left).to.deep.equal(['mine']);
  });
});
