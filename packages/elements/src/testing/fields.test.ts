import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../define.ts';
import type { ArcSession } from '@arc-elements/client';
import { setViewport } from '@web/test-runner-commands';
import { LitElement } from 'lit';
import * as elements from '../index.ts';
import type { ArcIntervalChartElement } from '../interval-chart/interval-chart.ts';
import { openOptions } from '../interval-chart/testing/chart.ts';
import { account, connection, intervalData, meter } from './fixtures.ts';
import { createTestSession } from './test-session.ts';

const TAGS = Object.values(elements as Record<string, unknown>)
  .filter((value): value is new () => LitElement => Object.prototype.isPrototypeOf.call(LitElement, value as object))
  .map((Class) => new Class().localName)
  // It renders nothing of its own.
  .filter((tag) => tag !== 'arc-session');

/** How many fields of its own an element has here. */
const OWN: Readonly<Record<string, number>> = {
  'arc-account-profile': 5,
  'arc-feature-availability': 2,
  'arc-interval-chart': 2,
};

describe('fields on a phone', () => {
  before(async () => await setViewport({ width: 390, height: 800 }));
  after(async () => await setViewport({ width: 800, height: 600 }));

  for (const tag of TAGS) {
    it(`have letters of 16 px, so that iOS does not zoom, and larger ones where the page has: ${tag}`, async () => {
      const session = createTestSession({
        connections: [connection()],
        accounts: Array.from({ length: 9 }, (_, i) => account({ id: i + 1 })),
        meters: [meter()],
        intervals: { mtr_1: intervalData() },
        profile: { find: async () => null },
      });
      const el = document.createElement(tag) as LitElement & { session: ArcSession };
      Object.assign(el, { session: session as ArcSession, lang: 'en-US' });
      const box = await fixture<HTMLElement>(html`<div style="font-size: 12px"></div>`);
      box.append(el);
      await el.updateComplete;
      await nextFrame();
      await el.updateComplete;
      if (tag === 'arc-interval-chart') await openOptions(el as unknown as ArcIntervalChartElement);
      const root = el.shadowRoot as ShadowRoot;
      const own = [...root.querySelectorAll('input:not([type=radio], [type=file]), select')];
      expect(own.length).to.be.at.least(OWN[tag] ?? 0);
      const added = ['input', 'select', 'textarea'].map((name) => document.createElement(name));
      root.append(...added);
      const sizes = () => [...own, ...added].map((each) => getComputedStyle(each).fontSize);
      expect(new Set(sizes())).to.deep.equal(new Set(['16px']));
      box.style.fontSize = '24px';
      for (const size of sizes()) expect(Number.parseFloat(size)).to.be.greaterThan(20);
    });
  }
});
