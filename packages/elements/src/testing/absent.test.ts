import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { PropertyDeclaration } from 'lit';
import { numberAttribute } from '../internal/expectations.ts';
import { TAGS } from '../internal/tags.ts';
import { ELEMENT_CLASSES, type ElementClass } from './element-classes.ts';
import { markupOf } from './events.ts';
import { account, connection, intervalData, meter } from './fixtures.ts';
import { createTestSession } from './test-session.ts';

/** A value for any attribute: an address that can be loaded. */
const ADDRESS = import.meta.url;

/** Every property that a page can set, of every element. */
const PROPERTIES = ELEMENT_CLASSES.flatMap((Class) =>
  [...Class.elementProperties]
    .filter(([, options]) => !options.state)
    .map(([name, options]) => ({ Class, name, options, title: `${new Class().localName} ${String(name)}` })),
);

/** Returns a value other than the initial one. */
const otherValue = ({ type }: PropertyDeclaration): unknown => (type === Boolean ? true : () => 5);

function attributeOf(name: PropertyKey, { attribute }: PropertyDeclaration): string | null {
  if (attribute === false) return null;
  return typeof attribute === 'string' ? attribute : String(name).toLowerCase();
}

/** Returns a value as text, because a failed comparison of functions never ends. */
const text = (value: unknown): string => JSON.stringify(value) ?? String(value);

describe('an absent value', () => {
  const { warn } = console;
  before(() => {
    console.warn = () => {};
  });
  after(() => {
    console.warn = warn;
  });

  it('is tested for all elements', () => {
    expect(new Set(PROPERTIES.map(({ Class }) => new Class().localName))).to.deep.equal(new Set<string>(TAGS));
  });

  for (const { Class, name, options, title } of PROPERTIES) {
    it(`is null or undefined for a property, which then has its initial value: ${title}`, () => {
      const el = new Class();
      const initial = el[name];
      for (const nothing of [null, undefined]) {
        el[name] = otherValue(options);
        expect(text(el[name])).to.not.equal(text(initial));
        el[name] = nothing;
        expect(text(el[name])).to.equal(text(initial));
      }
    });

    if (options.attribute === false || options.type === Number || options.converter === numberAttribute) {
      it(`is '' for a property that cannot be text: ${title}`, () => {
        const el = new Class();
        const initial = el[name];
        el[name] = otherValue(options);
        el[name] = '';
        expect(text(el[name])).to.equal(text(initial));
      });
    }

    const attribute = attributeOf(name, options);
    if (attribute === null) continue;

    it(`is a removed attribute: ${title}`, () => {
      const el = new Class();
      const initial = el[name];
      el.setAttribute(attribute, ADDRESS);
      expect(text(el[name])).to.not.equal(text(initial));
      el.removeAttribute(attribute);
      expect(text(el[name])).to.equal(text(initial));
    });
  }

  for (const tag of ['arc-interval-chart', 'arc-meter-list', 'arc-connection-status', 'arc-feature-availability']) {
    it(`restores what the element showed before: ${tag}`, async () => {
      const session = createTestSession({
        connections: [connection()],
        accounts: [account()],
        meters: [meter()],
        intervals: { mtr_1: intervalData() },
      });
      const el = document.createElement(tag) as InstanceType<ElementClass>;
      Object.assign(el, { session: session as ArcSession, lang: 'en-US' });
      (await fixture(html`<div></div>`)).append(el);
      await el.updateComplete;
      await nextFrame();
      const before = markupOf(el);
      const own = PROPERTIES.filter(({ Class, name }) => el instanceof Class && name !== 'session' && name !== 'now');
      for (const { name, options } of own) {
        const attribute = attributeOf(name, options);
        if (attribute === null) el[name] = null;
        else {
          el.setAttribute(attribute, ADDRESS);
          await el.updateComplete;
          el.removeAttribute(attribute);
        }
        await el.updateComplete;
        expect(markupOf(el), String(name)).to.equal(before);
      }
      el.session = null as never;
      el.sessionId = null;
      expect(session.open, 'still bound').to.be.greaterThan(0);
    });
  }
});
