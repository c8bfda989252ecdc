import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../define.ts';
import type { ArcSession } from '@arc-elements/client';
import { LitElement } from 'lit';
import * as elements from '../index.ts';
import type { ArcIntervalChartElement } from '../interval-chart/interval-chart.ts';
import { picture } from '../interval-chart/testing/chart.ts';
import { account, connection, intervalData, meter } from './fixtures.ts';
import { createTestSession } from './test-session.ts';

/** Inherited styles of text that a page may have around an element. Its font and colour scheme are to come in. */
const TEXT_STYLES: Readonly<Record<string, string>> = {
  color: 'red',
  cursor: 'crosshair',
  hyphens: 'none',
  'letter-spacing': '4px',
  'line-height': '4',
  'overflow-wrap': 'anywhere',
  'text-align': 'right',
  'text-align-last': 'justify',
  'text-indent': '2em',
  'text-shadow': '2px 2px red',
  'text-transform': 'uppercase',
  'white-space': 'pre',
  'word-break': 'break-all',
  'word-spacing': '1em',
  '-webkit-text-fill-color': 'transparent',
  '-webkit-text-stroke-width': '2px',
};

const TAGS = Object.values(elements as Record<string, unknown>)
  .filter((value): value is new () => LitElement => Object.prototype.isPrototypeOf.call(LitElement, value as object))
  .map((Class) => new Class().localName)
  .filter((tag) => tag !== 'arc-session');

/** An element of a household that has everything, in a box. */
async function setUp(tag: string): Promise<{ el: LitElement; box: HTMLElement }> {
  const session = createTestSession({
    connections: [connection()],
    accounts: [account()],
    meters: [meter()],
    intervals: { mtr_1: intervalData() },
    profile: { find: async () => null },
  });
  const el = document.createElement(tag) as LitElement & { session: ArcSession };
  Object.assign(el, { session: session as ArcSession, lang: 'en-US' });
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.append(el);
  await settled(el);
  return { el, box };
}

async function settled(el: LitElement): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await el.updateComplete;
    await nextFrame();
  }
}

describe('text styles of the page around', () => {
  for (const tag of TAGS) {
    it(`do not reach into ${tag}`, async () => {
      const { el, box } = await setUp(tag);
      // What is in a slot is the page's.
      const parts = [...(el.shadowRoot as ShadowRoot).querySelectorAll(':not(slot)')];
      const values = (name: string) => parts.map((each) => getComputedStyle(each).getPropertyValue(name)).join();
      const names = Object.keys(TEXT_STYLES);
      const before = names.map(values);
      const height = el.offsetHeight;
      for (const name of names) box.style.setProperty(name, TEXT_STYLES[name] ?? '');
      await settled(el);
      expect(names.filter((name, i) => values(name) !== before[i])).to.deep.equal([]);
      expect(el.offsetHeight).to.equal(height);
      // Last, because it makes the box narrow.
      const horizontal = values('writing-mode');
      box.style.setProperty('writing-mode', 'vertical-rl');
      expect(values('writing-mode')).to.equal(horizontal);
    });
  }

  it('reach what a gate shows, which is the page’s own', async () => {
    const { el, box } = await setUp('arc-feature-gate');
    el.setAttribute('feature', 'charge_cost');
    el.innerHTML = '<p slot="available">Charge now</p>';
    for (const [name, value] of Object.entries(TEXT_STYLES)) box.style.setProperty(name, value);
    await el.updateComplete;
    const { color, whiteSpace, lineHeight, textTransform } = getComputedStyle(el.firstElementChild as Element);
    expect([color, whiteSpace, textTransform]).to.deep.equal(['rgb(255, 0, 0)', 'pre', 'uppercase']);
    expect(Number.parseFloat(lineHeight)).to.be.greaterThan(40);
  });
});

const DISPLAYS = ['block', 'inline', 'inline-block', 'flex', 'inline-flex', 'grid', 'contents', 'table', 'flow-root'];

/** Runs `act` on a page that has a rule with these declarations for every element. */
async function withRule(declarations: string, act: () => Promise<void>): Promise<void> {
  const sheet = new CSSStyleSheet();
  const important = declarations.split('; ').map((each) => `${each} !important`);
  sheet.replaceSync(`* { ${important.join('; ')} }`);
  document.adoptedStyleSheets.push(sheet);
  await act().finally(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  });
}

describe('a rule of the page for every element', () => {
  for (const tag of TAGS.filter((each) => each !== 'arc-feature-gate')) {
    it(`changes nothing in ${tag}`, async () => {
      const { el } = await setUp(tag);
      const parts = [...(el.shadowRoot as ShadowRoot).querySelectorAll(':not(slot)')];
      const seen = () => parts.map((each) => [getComputedStyle(each).color, (each as HTMLElement).offsetHeight].join());
      const before = seen();
      const rule = 'all: revert; color: red; position: static; white-space: pre; line-height: 4; letter-spacing: 1em';
      await withRule(rule, async () => {
        el.style.setProperty('display', 'block', 'important');
        await settled(el);
        expect(seen()).to.deep.equal(before);
      });
    });
  }

  for (const display of DISPLAYS) {
    it(`leaves the chart its picture: display: ${display}`, async () => {
      const { el } = await setUp('arc-interval-chart');
      const rule = `all: revert; display: ${display}; width: auto; height: auto; position: static; min-width: 0; max-width: none`;
      await withRule(rule, async () => {
        await settled(el);
        const canvas = el.shadowRoot?.querySelector('[part~=canvas]') as HTMLCanvasElement;
        const { width, height } = canvas.getBoundingClientRect();
        expect(width).to.be.greaterThan(300);
        expect(height).to.be.greaterThan(150);
        expect(picture(el as ArcIntervalChartElement)).to.not.equal(0);
        el.hidden = true;
        expect(el.offsetHeight, 'and it can be hidden').to.equal(0);
      });
    });
  }
});
