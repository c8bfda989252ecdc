import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { waitUntil } from '../testing/wait-until.ts';
import '../session/define.ts';
import '../meter-list/define.ts';
import type { ArcSession } from '@arc-elements/client';
import { timing } from '../internal/timing.ts';
import type { ArcMeterListElement } from '../meter-list/meter-list.ts';
import type { ArcSessionElement } from '../session/session.ts';
import { textOf } from '../testing/events.ts';
import { intervalData, meter, NOW_MS } from '../testing/fixtures.ts';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession } from '../testing/test-session.ts';

const withMeter = (meterNumber: string) => createTestSession({ meters: [meter({ meterNumber })] });

async function shown(el: Element | null): Promise<string> {
  const list = el as ArcMeterListElement;
  await list.updateComplete;
  return textOf(list.shadowRoot?.querySelector('.title'));
}

describe('the session of an element', () => {
  it('is that of the closest arc-session around it', async () => {
    const el = await fixture(html`<arc-session .session=${withMeter('1111') as ArcSession}>
      <arc-meter-list id="outer"></arc-meter-list>
      <arc-session .session=${withMeter('2222') as ArcSession}>
        <arc-meter-list id="inner"></arc-meter-list>
      </arc-session>
    </arc-session>`);
    expect(await shown(el.querySelector('#outer'))).to.contain('1111');
    expect(await shown(el.querySelector('#inner'))).to.contain('2222');
  });

  it('is that of the arc-session it names by id, even inside another one', async () => {
    const el = await fixture(html`<div>
      <arc-session id="named" .session=${withMeter('3333') as ArcSession}></arc-session>
      <arc-session .session=${withMeter('4444') as ArcSession}>
        <arc-meter-list session="named"></arc-meter-list>
      </arc-session>
    </div>`);
    expect(await shown(el.querySelector('arc-meter-list'))).to.contain('3333');
  });

  it('is that of its session property, before that of an arc-session', async () => {
    const el = await fixture(html`<arc-session .session=${withMeter('5555') as ArcSession}>
      <arc-meter-list .session=${withMeter('6666') as ArcSession}></arc-meter-list>
    </arc-session>`);
    expect(await shown(el.querySelector('arc-meter-list'))).to.contain('6666');
  });

  it('is found when the named arc-session is added later, and changes with it', async () => {
    const el = await fixture(html`<div><arc-meter-list session="late"></arc-meter-list></div>`);
    const late = document.createElement('arc-session') as ArcSessionElement;
    late.id = 'late';
    late.session = withMeter('7777') as ArcSession;
    el.append(late);
    await late.updateComplete;
    expect(await shown(el.querySelector('arc-meter-list'))).to.contain('7777');
    late.session = withMeter('8888') as ArcSession;
    await late.updateComplete;
    expect(await shown(el.querySelector('arc-meter-list'))).to.contain('8888');
  });

  it('is not watched after the element was removed, and is watched again when it is put back', async () => {
    const session = withMeter('9999');
    const el = await fixture(html`<div><arc-meter-list .session=${session as ArcSession}></arc-meter-list></div>`);
    const list = el.querySelector('arc-meter-list') as ArcMeterListElement;
    expect(session.meters.watchers).to.equal(1);
    await removeForGood(list);
    expect(session.open).to.equal(0);
    session.meters.setData([meter({ meterNumber: '1212' })]);
    el.append(list);
    expect(await shown(list)).to.contain('1212');
    expect(session.meters.watchers).to.equal(1);
  });

  it('is reported as missing after a while, instead of loading for ever', async () => {
    const { missingSession } = timing;
    timing.missingSession = 0;
    try {
      const list = (await fixture(html`<arc-meter-list></arc-meter-list>`)) as ArcMeterListElement;
      expect(list.shadowRoot?.querySelector('[part=skeleton]')).to.exist;
      await waitUntil(() => list.shadowRoot?.querySelector('[part=error]'));
      expect(list.shadowRoot?.querySelector('[part=error]')?.getAttribute('data-code')).to.equal('no-session');
      await expect(list).to.be.accessible();
    } finally {
      timing.missingSession = missingSession;
    }
  });

  it('sets the language; without one, the page does', async () => {
    const session = createTestSession({ meters: [meter()], intervals: { mtr_1: intervalData() }, nowMs: 0 });
    const el = await fixture(
      html`<arc-session locale="de" .session=${session as ArcSession}><arc-meter-list></arc-meter-list></arc-session>`,
    );
    const list = el.querySelector('arc-meter-list') as ArcMeterListElement;
    list.now = () => NOW_MS;
    await list.updateComplete;
    expect(textOf(list.shadowRoot?.querySelector('.line')))
      .to.contain('Nov.')
      .and.to.contain('vor');
    (el as ArcSessionElement).locale = undefined;
    document.documentElement.lang = 'fr';
    try {
      await nextFrame();
      await list.updateComplete;
      expect(textOf(list.shadowRoot?.querySelector('.line'))).to.contain('il y a');
    } finally {
      document.documentElement.lang = 'en';
    }
  });

  it('is found by its id if a framework sets the session property instead of the attribute', async () => {
    const el = await fixture(html`<div>
      <arc-session id="home" .session=${withMeter('4242') as ArcSession}></arc-session>
      <arc-meter-list .session=${'home'}></arc-meter-list>
    </div>`);
    const list = el.querySelector('arc-meter-list') as ArcMeterListElement;
    expect(await shown(list)).to.contain('4242');
    list.session = 'nobody';
    await list.updateComplete;
    expect(textOf(list.shadowRoot)).to.not.contain('4242');
  });

  it('sets the theme of an element elsewhere on the page too', async () => {
    const el = await fixture(html`<div>
      <arc-session id="themed" theme="dark" .session=${withMeter('1') as ArcSession}></arc-session>
      <arc-meter-list session="themed"></arc-meter-list>
    </div>`);
    const list = el.querySelector('arc-meter-list') as ArcMeterListElement;
    await list.updateComplete;
    expect(getComputedStyle(list).colorScheme).to.equal('dark');
  });
});
