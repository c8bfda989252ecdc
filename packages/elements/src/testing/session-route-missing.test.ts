import { expect, fixture, html } from '@open-wc/testing';
import '../define.ts';
import { sessionFromUrl } from '@arc-elements/client';
import type { LitElement } from 'lit';
import { SESSION_TAGS } from './element-classes.ts';
import { textOf } from './events.ts';
import { arcError } from './fixtures.ts';
import { createTestSession } from './test-session.ts';
import { waitUntil } from './wait-until.ts';

const INCOMPLETE = 'The session of this site is not set up completely.';

describe('a session route that does not exist', () => {
  const { warn } = console;
  before(() => {
    console.warn = () => {};
  });
  after(() => {
    console.warn = warn;
  });

  for (const tag of SESSION_TAGS) {
    it(`is shown by <${tag}> as a session that is not set up`, async () => {
      const session = document.createElement('arc-session');
      session.broker = 'https://broker.example';
      session.fetchSession = sessionFromUrl('/foo', { fetch: async () => new Response('', { status: 404 }) });
      const el = document.createElement(tag) as LitElement;
      if (tag === 'arc-feature-gate') el.setAttribute('feature', 'utility_statements');
      session.append(el);
      (await fixture(html`<div></div>`)).append(session);
      await el.updateComplete;
      if (tag === 'arc-connect') el.shadowRoot?.querySelector('button')?.click();
      await waitUntil(() => el.shadowRoot?.querySelector('[role=alert]') != null, 'the message is shown');
      expect(textOf(el.shadowRoot)).to.contain(INCOMPLETE).and.to.contain('There is no such route.');
    });
  }

  it('is not confused with data that does not exist', async () => {
    const session = createTestSession({});
    const el = await fixture<LitElement>(html`<arc-meter-list .session=${session}></arc-meter-list>`);
    session.meters.setError(arcError('not-found'));
    await el.updateComplete;
    expect(textOf(el.shadowRoot)).to.contain('This could not be found.').and.not.to.contain(INCOMPLETE);
  });
});
