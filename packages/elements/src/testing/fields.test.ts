import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../define.ts';
import type { ArcSession } from '@arc-elements/client';
import { setViewport } from '@web/test-runner-commands';
import type { LitElement } from 'lit';
import type { ArcIntervalChartElement } from '../interval-chart/interval-chart.ts';
import { openOptions } from '../interval-chart/testing/chart.ts';
import { VISIBLE_TAGS } from './element-classes.ts';
import { account } from './fixtures.ts';
import { household } from './household.ts';

/** The least number of fields of an element. */
const FIELD_COUNTS: Readonly<Record<string, number>> = {
  'arc-account-profile': 5,
  'arc-feature-availability': 2,
  'arc-interval-chart': 2,
};

describe('fields on a phone', () => {
  before(async () => await setViewport({ width: 390, height: 800 }));
  after(async () => await setViewport({ width: 800, height: 600 }));

  for (const tag of VISIBLE_TAGS) {
    it(`have text of at least 16 px, so that iOS does not zoom, or larger like the page: ${tag}`, async () => {
      const session = household({ accounts: Array.from({ length: 9 }, (_, i) => account({ id: i + 1 })) });
      const el = document.createElement(tag) as LitElement & { session: ArcSession };
      Object.assign(el, { session: session as ArcSession, lang: 'en-US' });
      const box = await fixture<HTMLElement>(html`<div style="font-size: 12px"></div>`);
      box.append(el);
      await el.updateComplete;
      await nextFrame();
      await el.updateComplete;
      if (tag === 'arc-interval-chart') await openOptions(el as unknown as ArcIntervalChartElement);
      const root = el.shadowRoot as ShadowRoot;
      const fields = [...root.querySelectorAll('input:not([type=radio], [type=file]), select')];
      expect(fields.length).to.be.at.least(FIELD_COUNTS[tag] ?? 0);
      const added = ['input', 'select', 'textarea'].map((name) => document.createElement(name));
      root.append(...added);
      const sizes = () => [...fields, ...added].map((each) => getComputedStyle(each).fontSize);
      expect(new Set(sizes())).to.deep.equal(new Set(['16px']));
      box.style.fontSize = '24px';
      for (const size of sizes()) expect(Number.parseFloat(size)).to.be.greaterThan(20);
    });
  }
});
