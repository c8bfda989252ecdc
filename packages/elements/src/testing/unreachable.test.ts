import type { ArcSession } from '@arc-elements/client';
import { expect, fixture, html } from '@open-wc/testing';
import '../connection-status/define.ts';
import '../session/define.ts';
import type { ArcBase } from '../internal/arc-base.ts';
import { textOf } from './events.ts';
import { arcError } from './fixtures.ts';
import { createTestSession } from './test-session.ts';

const warn = console.warn;
let warnings: string[];
beforeEach(() => {
  warnings = [];
  console.warn = (text: unknown) => warnings.push(String(text));
});
afterEach(() => {
  console.warn = warn;
});

/** Creates an element whose request failed with this code. */
async function failed(code: Parameters<typeof arcError>[0]): Promise<ArcBase> {
  const session = createTestSession({});
  const el = await fixture<ArcBase>(
    html`<arc-connection-status .session=${session as ArcSession}></arc-connection-status>`,
  );
  session.connections.setError(arcError(code));
  await el.updateComplete;
  return el;
}

describe('a service that cannot be reached', () => {
  it('is not shown as a problem of the internet connection, and one warning names the doctor', async () => {
    for (const el of [await failed('unreachable'), await failed('unreachable')]) {
      expect(textOf(el.shadowRoot)).to.contain('The service cannot be reached.').and.not.to.contain('internet');
    }
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('?arc-doctor');
  });

  it('is not confused with a missing network, which has no warning', async () => {
    expect(textOf((await failed('network')).shadowRoot)).to.contain('Check your internet connection');
    expect(warnings).to.deep.equal([]);
  });

  it('has a warning too if it is the session route', async () => {
    const session = document.createElement('arc-session');
    session.broker = 'https://broker.example';
    session.fetchSession = () => Promise.reject(arcError('origin-not-allowed'));
    const box = await fixture(html`<div></div>`);
    box.append(session);
    await session.updateComplete;
    await session.current?.client.meters.list().catch(() => undefined);
    await session.updateComplete;
    expect(warnings.map((line) => line.includes('?arc-doctor'))).to.deep.equal([true]);
  });
});
