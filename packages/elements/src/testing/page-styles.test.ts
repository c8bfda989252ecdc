import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { LitElement } from 'lit';
import type { ArcIntervalChartElement } from '../interval-chart/interval-chart.ts';
import { picture } from '../interval-chart/testing/chart.ts';
import { VISIBLE_TAGS } from './element-classes.ts';
import { household } from './household.ts';

/** Inherited text styles of a page that must not apply to elements, unlike its font. */
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

async function setUp(tag: string): Promise<{ el: LitElement; box: HTMLElement }> {
  const el = document.createElement(tag) as LitElement & { session: ArcSession };
  Object.assign(el, { session: household() as ArcSession, lang: 'en-US' });
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

describe('text styles of the page', () => {
  for (const tag of VISIBLE_TAGS) {
    it(`do not apply to ${tag}`, async () => {
      const { el, box } = await setUp(tag);
      // Slotted content belongs to the page.
      const parts = [...(el.shadowRoot as ShadowRoot).querySelectorAll(':not(slot)')];
      const values = (name: string) => parts.map((each) => getComputedStyle(each).getPropertyValue(name)).join();
      const names = Object.keys(TEXT_STYLES);
      const before = names.map(values);
      const height = el.offsetHeight;
      for (const name of names) box.style.setProperty(name, TEXT_STYLES[name] ?? '');
      await settled(el);
      expect(names.filter((name, i) => values(name) !== before[i])).to.deep.equal([]);
      expect(el.offsetHeight).to.equal(height);
      // Tested last, because it makes the box narrow.
      const horizontal = values('writing-mode');
      box.style.setProperty('writing-mode', 'vertical-rl');
      expect(values('writing-mode')).to.equal(horizontal);
    });
  }

  it('apply to the content of a gate, which belongs to the page', async () => {
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
  for (const tag of VISIBLE_TAGS.filter((each) => each !== 'arc-feature-gate')) {
    it(`does not change ${tag}`, async () => {
      const { el } = await setUp(tag);
      const parts = [...(el.shadowRoot as ShadowRoot).querySelectorAll(':not(slot)')];
      const look = () => parts.map((each) => [getComputedStyle(each).color, (each as HTMLElement).offsetHeight].join());
      const before = look();
      const rule = 'all: revert; color: red; position: static; white-space: pre; line-height: 4; letter-spacing: 1em';
      await withRule(rule, async () => {
        el.style.setProperty('display', 'block', 'important');
        await settled(el);
        expect(look()).to.deep.equal(before);
      });
    });
  }

  for (const display of DISPLAYS) {
    it(`keeps the chart drawn with display: ${display}`, async () => {
      const { el } = await setUp('arc-interval-chart');
      const size = 'width: auto; height: auto; min-width: 0; max-width: none';
      const rule = `all: revert; display: ${display}; position: static; ${size}`;
      await withRule(rule, async () => {
        await settled(el);
        const canvas = el.shadowRoot?.querySelector('[part~=canvas]') as HTMLCanvasElement;
        const { width, height } = canvas.getBoundingClientRect();
        expect(width).to.be.greaterThan(300);
        expect(height).to.be.greaterThan(150);
        expect(picture(el as ArcIntervalChartElement)).to.not.equal(0);
        el.hidden = true;
        expect(el.offsetHeight, 'it can still be hidden').to.equal(0);
      });
    });
  }
});
