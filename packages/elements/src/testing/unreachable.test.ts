import type { ArcSession } from '@arc-elements/client';
import { expect, fixture, html } from '@open-wc/testing';
import '../connection-status/define.ts';
import '../session/define.ts';
import type { ArcBase } from '../internal/arc-base.ts';
import { textOf } from './events.ts';
import { arcError } from './fixtures.ts';
import { createTestSession } from './test-session.ts';

const warn = console.warn;
let lines: string[];
beforeEach(() => {
  lines = [];
  console.warn = (text: unknown) => lines.push(String(text));
});
afterEach(() => {
  console.warn = warn;
});

/** An element whose reading failed with this code. */
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
  it('is not blamed on the connection of who looks, and one line tells the developer of the doctor', async () => {
    for (const el of [await failed('unreachable'), await failed('unreachable')]) {
      expect(textOf(el.shadowRoot)).to.contain('The service cannot be reached.').and.not.to.contain('internet');
    }
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('?arc-doctor');
  });

  it('is told from having no network, which no developer can mend', async () => {
    expect(textOf((await failed('network')).shadowRoot)).to.contain('Check your internet connection');
    expect(lines).to.deep.equal([]);
  });

  it('is told of a session whose route does not answer too', async () => {
    const session = document.createElement('arc-session');
    session.broker = 'https://broker.example';
    session.fetchSession = () => Promise.reject(arcError('origin-not-allowed'));
    const box = await fixture(html`<div></div>`);
    box.append(session);
    await session.updateComplete;
    await session.current?.client.meters.list().catch(() => undefined);
    await session.updateComplete;
    expect(lines.map((line) => line.includes('?arc-doctor'))).to.deep.equal([true]);
  });
});
